package dev.gannet.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;

/**
 * Who may come in. A link works once: it gives the browser a cookie. Scripts and requests that change something show the
 * token. Each is 256 random bits; compared in constant time.
 */
final class Keys {
    /** Links that are out, and links that are remembered as used: the oldest go. */
    private static final int LINKS = 64;

    /** What became of a link. */
    enum Link {
        /** It lets in, now and never again. */
        FRESH,
        /** It has let somebody in before. */
        USED,
        /** Not one of ours. */
        UNKNOWN
    }

    private final SecureRandom random = new SecureRandom();
    private final String token;
    private final String cookie = fresh();
    private final Deque<String> open = new ArrayDeque<>();
    private final Deque<String> used = new ArrayDeque<>();

    Keys(Optional<String> token) {
        this.token = token.orElseGet(this::fresh);
    }

    private String fresh() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** A new link's secret. */
    synchronized String link() {
        String link = fresh();
        add(open, link);
        return link;
    }

    /** Uses a link up. */
    synchronized Link redeem(String link) {
        if (removed(open, link)) {
            add(used, link);
            return Link.FRESH;
        }
        return used.stream().filter(known -> same(known, link)).count() > 0 ? Link.USED : Link.UNKNOWN;
    }

    private static boolean removed(Deque<String> links, String link) {
        Optional<String> found = Optional.empty();
        for (String known : links) { // all of them, whichever it is
            if (same(known, link)) {
                found = Optional.of(known);
            }
        }
        return found.map(links::remove).orElse(false);
    }

    private static void add(Deque<String> links, String link) {
        links.addLast(link);
        if (links.size() > LINKS) {
            links.removeFirst();
        }
    }

    /** For scripts, and for requests that change something. */
    String token() {
        return token;
    }

    /** For browsers. */
    String cookie() {
        return cookie;
    }

    boolean isToken(String shown) {
        return same(token, shown);
    }

    boolean isCookie(String shown) {
        return same(cookie, shown);
    }

    private static boolean same(String known, String shown) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
