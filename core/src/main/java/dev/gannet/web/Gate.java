package dev.gannet.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Decides, before anything else sees a request, whether it is answered. What no rule lets through is refused. What cannot be
 * parsed as HTTP/1.1 never gets here: Jetty answers it with 400, 414 or 431.
 */
final class Gate {
    private static final int MOST_FIELDS = 64;
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    /**
     * A request, as it was sent.
     *
     * @param protocol such as HTTP/1.1
     * @param method such as GET
     * @param target path and query, nothing decoded; with a fragment, if somebody has sent one
     * @param headers every field
     */
    record Asked(String protocol, String method, String target, HttpFields headers) {}

    /** What is done about a request. */
    sealed interface Decision {
        /**
         * Answer it.
         *
         * @param known whether the browser has shown its cookie or the token; only open routes have others
         */
        record Pass(Route route, boolean known) implements Decision {}

        /**
         * Do not.
         *
         * @param status of HTTP
         * @param error one line for the user
         * @param guess whether a wrong key was shown
         */
        record Refuse(int status, String error, boolean guess) implements Decision {}
    }

    private final Set<String> hosts;
    private final Set<String> origins;
    private final String cookieName;
    private final Keys keys;
    private final boolean control;

    /**
     * @param hosts what a Host header may say, in lower case
     * @param origins what an Origin header may say
     * @param cookieName of the cookie that {@code keys} has
     */
    Gate(Set<String> hosts, Set<String> origins, String cookieName, Keys keys, boolean control) {
        this.hosts = Set.copyOf(hosts);
        this.origins = Set.copyOf(origins);
        this.cookieName = cookieName;
        this.keys = keys;
        this.control = control;
    }

    /** Most bytes of a request's body. */
    static int mostBodyBytes() {
        return MOST_BODY_BYTES;
    }

    /** The first rule that refuses, in this order; none lets pass. */
    Decision decide(Asked asked, Assets assets) {
        return form(asked)
                .or(() -> sender(asked.headers()))
                .orElseGet(() -> Route.of(asked.target(), assets)
                        .map(route -> routed(asked, route))
                        .orElseGet(() -> refuse(404, "there is nothing here")));
    }

    /** What it looks like. */
    private static Optional<Decision> form(Asked asked) {
        HttpFields headers = asked.headers();
        if (!asked.protocol().equals("HTTP/1.1")) {
            return Optional.of(refuse(505, "only HTTP/1.1 is spoken here"));
        }
        if (headers.size() > MOST_FIELDS) {
            return Optional.of(refuse(431, "the request has more than %d header fields".formatted(MOST_FIELDS)));
        }
        if (!asked.target().startsWith("/") || asked.target().chars().anyMatch(c -> c < '!' || c > '~' || c == '#')) {
            return Optional.of(refuse(400, "the request's target is not a plain path"));
        }
        boolean body =
                headers.contains(HttpHeader.TRANSFER_ENCODING) || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
        if (body && !asked.method().equals("POST")) {
            return Optional.of(refuse(400, "only a POST has a body"));
        }
        return Optional.empty();
    }

    /** Which page has sent it, and whom it believes to talk to. */
    private Optional<Decision> sender(HttpFields headers) {
        List<String> host = values(headers, HttpHeader.HOST.asString());
        if (host.size() != 1 || !hosts.contains(host.getFirst().toLowerCase(Locale.ROOT))) {
            return Optional.of(refuse(421, "this server does not answer to that name"));
        }
        List<String> site = values(headers, "Sec-Fetch-Site");
        if (!site.isEmpty() && (site.size() != 1 || !OWN_SITE.contains(site.getFirst()))) {
            return Optional.of(refuse(403, "another site has sent this request; open the address yourself"));
        }
        List<String> origin = values(headers, HttpHeader.ORIGIN.asString());
        if (!origin.isEmpty() && (origin.size() != 1 || !origins.contains(origin.getFirst()))) {
            return Optional.of(refuse(403, "another site has sent this request; open the address yourself"));
        }
        return Optional.empty();
    }

    /** Who it is, and what it wants. */
    private Decision routed(Asked asked, Route route) {
        if (!route.methods().contains(asked.method())) {
            return refuse(
                    405, "this can be asked with %s".formatted(String.join(", ", new TreeSet<>(route.methods()))));
        }
        List<String> bearers = values(asked.headers(), HttpHeader.AUTHORIZATION.asString());
        List<String> cookies = cookies(asked.headers());
        boolean bearer = bearers.size() == 1
                && bearers.getFirst().startsWith("Bearer ")
                && keys.isToken(bearers.getFirst().substring("Bearer ".length()));
        boolean cookie = cookies.stream().filter(keys::isCookie).count() > 0;
        boolean guess = !bearers.isEmpty() && !bearer || !cookies.isEmpty() && !cookie;
        boolean post = asked.method().equals("POST");
        boolean known = post || !bearers.isEmpty() ? bearer : cookie;
        if (!known && !route.isOpen()) {
            return new Decision.Refuse(
                    403, "the key is missing or wrong; open the link that Gannet has printed", guess);
        }
        if (post) {
            return change(asked, route);
        }
        return new Decision.Pass(route, known);
    }

    private Decision change(Asked asked, Route route) {
        if (!control) {
            return refuse(403, "these pages only look; start Gannet with --allow-control to change something");
        }
        List<String> types = values(asked.headers(), HttpHeader.CONTENT_TYPE.asString());
        if (types.size() != 1 || !isJson(types.getFirst())) {
            return refuse(415, "a request that changes something is application/json");
        }
        if (asked.headers().getLongField(HttpHeader.CONTENT_LENGTH) > MOST_BODY_BYTES) {
            return refuse(413, "the request has more than %d bytes".formatted(MOST_BODY_BYTES));
        }
        return new Decision.Pass(route, true);
    }

    private static boolean isJson(String type) {
        String plain = type.toLowerCase(Locale.ROOT).replace(" ", "");
        return plain.equals("application/json") || plain.equals("application/json;charset=utf-8");
    }

    private static Decision refuse(int status, String error) {
        return new Decision.Refuse(status, error, false);
    }

    private List<String> cookies(HttpFields headers) {
        List<String> ours = new ArrayList<>();
        for (String line : values(headers, HttpHeader.COOKIE.asString())) {
            for (String pair : line.split(";", -1)) {
                if (pair.strip().startsWith(cookieName + "=")) {
                    ours.add(pair.strip().substring(cookieName.length() + 1));
                }
            }
        }
        return ours;
    }

    private static List<String> values(HttpFields headers, String name) {
        return headers.stream()
                .filter(field -> field.is(name))
                .map(HttpField::getValue)
                .map(value -> value == null ? "" : value)
                .toList();
    }
}
