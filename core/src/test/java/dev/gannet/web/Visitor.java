package dev.gannet.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A user's browser: it has opened the link and has the cookie and the token. */
final class Visitor {
    private final int port;
    private final String cookie;
    private final String token;

    Visitor(WebServer server) {
        port = server.port();
        Raw.Reply in = Raw.once(port, Raw.request("GET " + link(server) + " HTTP/1.1", List.of(host())));
        cookie = in.header("Set-Cookie").split(";", 2)[0];
        String session = get("/api/session").body();
        token = session.split("\"", 5)[3];
    }

    /** Path and query of a new link. */
    static String link(WebServer server) {
        return "/?" + server.uri().getRawQuery();
    }

    String host() {
        return "Host: 127.0.0.1:" + port;
    }

    String cookie() {
        return "Cookie: " + cookie;
    }

    String bearer() {
        return "Authorization: Bearer " + token;
    }

    String token() {
        return token;
    }

    Raw.Reply get(String target) {
        return Raw.once(port, Raw.request("GET " + target + " HTTP/1.1", List.of(host(), cookie())));
    }

    Raw.Reply post(String target, String body) {
        List<String> fields = new ArrayList<>(List.of(
                host(),
                bearer(),
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length));
        return Raw.once(port, Raw.request("POST " + target + " HTTP/1.1", fields) + body);
    }

    /** Opens the stream and reads its header. */
    Raw listen(int receive) {
        Raw raw = new Raw(port, receive);
        raw.send(Raw.request("GET /api/stream HTTP/1.1", List.of(host(), cookie())));
        return raw;
    }
}
