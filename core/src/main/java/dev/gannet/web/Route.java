package dev.gannet.web;

import java.util.Optional;
import java.util.Set;

/** The fixed table of what can be asked for. A target is a key of it or nothing: it never becomes a path, a name or a pattern. */
sealed interface Route {
    /** The page itself; a link brings a secret along. */
    record Home(Optional<String> link) implements Route {}

    /** A file of the pages. */
    record File(String key) implements Route {}

    /** What the page needs to know first. */
    record Session() implements Route {}

    /** A run's numbers. */
    record Run(int index) implements Route {}

    /** A run's real images. */
    record Reals(int index) implements Route {}

    /** What G made of the fixed noise. */
    record Sample(int index, long step) implements Route {}

    /** What happens, as it happens. */
    record Events() implements Route {}

    /** An act, to look at or to ask. */
    record OfAct(String name) implements Route {}

    /** A file to take along. */
    record OfParcel(String name) implements Route {}

    /** The methods that a route knows. */
    default Set<String> methods() {
        return switch (this) {
            case Events _ -> Set.of("GET");
            case OfAct _ -> Set.of("GET", "HEAD", "POST");
            case Home _, File _, Session _, Run _, Reals _, Sample _, OfParcel _ -> Set.of("GET", "HEAD");
        };
    }

    /** Whether it may be seen without a key: the sheet of the page that says which key is missing. */
    default boolean isOpen() {
        return this instanceof Home || this instanceof File(String key) && key.equals(Assets.DOOR_SHEET);
    }

    /**
     * The route of a request's target.
     *
     * @param target as it was sent, path and query, nothing decoded
     */
    static Optional<Route> of(String target, Assets assets) {
        if (target.equals("/") || target.startsWith("/?")) {
            String query = target.substring(Math.min(2, target.length()));
            return Optional.of(new Home(
                    query.startsWith("token=") ? Optional.of(query.substring("token=".length())) : Optional.empty()));
        }
        if (assets.find(target).isPresent()) {
            return Optional.of(new File(target));
        }
        String[] parts = target.split("/", -1);
        if (parts.length < 3 || parts.length > 6 || !parts[0].isEmpty() || !parts[1].equals("api")) {
            return Optional.empty();
        }
        return switch (parts[2]) {
            case "session" -> parts.length == 3 ? Optional.of(new Session()) : Optional.empty();
            case "stream" -> parts.length == 3 ? Optional.of(new Events()) : Optional.empty();
            case "acts" -> parts.length == 4 ? Optional.of(new OfAct(parts[3])) : Optional.empty();
            case "parcels" -> parts.length == 4 ? Optional.of(new OfParcel(parts[3])) : Optional.empty();
            case "runs" ->
                parts.length > 3 ? number(parts[3]).flatMap(run -> ofRun(run.intValue(), parts)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Route> ofRun(int run, String[] parts) {
        if (parts.length == 4) {
            return Optional.of(new Run(run));
        }
        if (parts.length == 5 && parts[4].equals("reals.png")) {
            return Optional.of(new Reals(run));
        }
        if (parts.length == 6 && parts[4].equals("samples") && parts[5].endsWith(".png")) {
            return number(parts[5].substring(0, parts[5].length() - ".png".length()))
                    .map(step -> new Sample(run, step));
        }
        return Optional.empty();
    }

    /** A number from 0 of at most nine digits, written in the one way that it has. */
    private static Optional<Long> number(String text) {
        boolean plain = !text.isEmpty()
                && text.length() < 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        return plain ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
