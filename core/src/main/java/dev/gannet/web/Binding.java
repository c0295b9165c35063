package dev.gannet.web;

import dev.gannet.config.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a server listens. Other machines get in only if the user has said so three times: a host, a token of their own, and
 * that something in front of it speaks TLS.
 *
 * @param host address to listen at; 127.0.0.1 unless asked for another
 * @param port to listen at, 0 to 65535; 0 takes one that is free
 * @param names by which browsers reach it through what is in front, with the port if it is not 443: {@code gan.example:8443}
 * @param tokenFile where to write the token for scripts, readable by its owner alone; deleted at the end
 * @param token the user's own token, at least 32 letters, digits, - or _; a new random one without it
 * @param tlsInFront whether a proxy in front speaks TLS with the browsers
 */
public record Binding(
        String host,
        int port,
        List<String> names,
        Optional<Path> tokenFile,
        Optional<String> token,
        boolean tlsInFront) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    /**
     * Checks that nobody is let in by mistake.
     *
     * @throws UserException (usage) naming the option
     */
    public Binding {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (port < 0 || port > 65535) {
            throw UserException.range("--port", port, "0 to 65535; 0 takes one that is free");
        }
        if (token.isPresent() && !token.get().matches("[A-Za-z0-9_-]{32,200}")) {
            throw UserException.usage(
                    "the token has %d characters; expected 32 to 200 letters, digits, - or _, such as 'openssl rand -hex 32' makes"
                            .formatted(token.get().length()));
        }
        if (!LOOPBACK.contains(host)) {
            requireConsent(host, names, token, tlsInFront);
        }
    }

    private static void requireConsent(String host, List<String> names, Optional<String> token, boolean tlsInFront) {
        if (token.isEmpty()) {
            throw UserException.usage(
                    "--host %s: lets other machines in and has no token; name a file that holds one with --token-file, or leave --host out"
                            .formatted(host));
        }
        if (!tlsInFront) {
            throw UserException.usage(
                    "--host %s: lets other machines in without encryption; put a proxy that speaks TLS in front and say so with --tls-in-front, or leave --host out"
                            .formatted(host));
        }
        if (names.isEmpty() && EVERYWHERE.contains(host)) {
            throw UserException.usage(
                    "--host %s: browsers must reach it by a name that it knows; name it with --name, such as --name gan.example"
                            .formatted(host));
        }
    }

    /** This machine alone, with a new token that is written nowhere. */
    public static Binding loopback(int port) {
        return new Binding("127.0.0.1", port, List.of(), Optional.empty(), Optional.empty(), false);
    }

    /** The same, with its token in a file. */
    public Binding withTokenFile(Path file) {
        return new Binding(host, port, names, Optional.of(file), token, tlsInFront);
    }

    /** Whether only this machine can reach it. */
    boolean isLoopback() {
        return LOOPBACK.contains(host);
    }

    /**
     * A mistake in a server that other machines reach must not be a mistake with every right.
     *
     * @throws UserException (usage) if root would listen to other machines
     */
    void refuseRoot(boolean root) {
        if (root && !isLoopback()) {
            throw UserException.usage(
                    "--host %s: root does not listen to other machines; start it as another user, or leave --host out"
                            .formatted(host));
        }
    }

    /** The address to listen at. */
    String address() {
        return host.equals("localhost") ? "127.0.0.1" : host;
    }

    /** What a Host header may say, once the port is known. */
    Set<String> hosts(int bound) {
        Set<String> hosts = new TreeSet<>(names);
        hosts.addAll(List.of("127.0.0.1:" + bound, "[::1]:" + bound, "localhost:" + bound));
        if (!isLoopback() && !EVERYWHERE.contains(host)) {
            hosts.add(bracketed() + ":" + bound);
        }
        return hosts;
    }

    /** What an Origin header may say, once the port is known. */
    Set<String> origins(int bound) {
        Set<String> origins = new TreeSet<>();
        hosts(bound).forEach(name -> origins.add((names.contains(name) ? "https://" : "http://") + name));
        return origins;
    }

    /** Where a browser finds it. */
    String base(int bound) {
        return names.isEmpty() ? "http://%s:%d".formatted(bracketed(), bound) : "https://" + names.getFirst();
    }

    private String bracketed() {
        return address().contains(":") ? "[" + address() + "]" : address();
    }
}
