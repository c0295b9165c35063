package dev.gannet.cli;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import dev.gannet.web.Binding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the pages are served. Without any of these: on this machine alone. */
final class PageOptions {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the pages; 0 takes one that is free (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address of the pages (${DEFAULT-VALUE}: this machine alone). Another one needs --token-file and"
                            + " --tls-in-front.")
    private String host = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "A name by which browsers reach the pages through what is in front of them.")
    private List<String> names = List.of();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the token that lets browsers in, 32 letters or more (a new one each time).")
    private Optional<Path> token = Optional.empty();

    @Option(names = "--tls-in-front", description = "Something in front of the pages speaks TLS with the browsers.")
    private boolean tlsInFront;

    /** Whether somebody has asked for a certain place. */
    boolean isChosen() {
        return port != 0 || !host.equals("127.0.0.1");
    }

    /** The place. */
    Binding binding() {
        return new Binding(host, port, names, Optional.empty(), token.map(PageOptions::read), tlsInFront);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES, "--token-file %s: cannot be read: %s".formatted(file, Durable.reason(e)), e);
        }
    }
}
