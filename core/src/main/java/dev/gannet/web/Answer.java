package dev.gannet.web;

import dev.gannet.config.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body nobody may change it any more
 * @param more headers beside those that every answer has
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier to the socket, never compared
record Answer(int status, String type, byte[] body, Map<String, String> more) {
    private static final int MOST_ERROR = 300;

    /** Nobody else's page may frame this one, run a script in it or read from it, and nothing of it stays behind. */
    static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store");

    static Answer json(int status, String json) {
        return new Answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer json(byte[] json) {
        return new Answer(200, "application/json", json, Map.of());
    }

    /**
     * What went wrong, with a number that a log line has too.
     *
     * @param line for the user
     */
    static Answer error(int status, String line) {
        byte[] id = new byte[4];
        new SecureRandom().nextBytes(id);
        String hex = HexFormat.of().formatHex(id);
        return json(status, new Json().line(new Wrong(clean(line), hex)));
    }

    private record Wrong(String error, String id) {}

    /** A line that may hold what a stranger has sent: no control characters, and not much of it. */
    private static String clean(String line) {
        String plain = line.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .limit(MOST_ERROR)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.isBlank() ? "this did not work" : plain;
    }

    static Answer html(int status, String html) {
        return new Answer(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer of(Assets.Asset asset) {
        return new Answer(200, asset.type(), asset.bytes(), Map.of());
    }

    static Answer png(byte[] png) {
        return new Answer(200, "image/png", png, Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put(header, value);
        return new Answer(status, type, body, all);
    }
}
