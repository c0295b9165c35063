package dev.gannet.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/** Looks a user's word up in a closed list and, when it is not there, names the nearest. */
public final class Choices {
    private Choices() {}

    /**
     * The value that {@code word} names.
     *
     * @throws UserException (usage) with the nearest name and all names, if there is none
     */
    public static <T> T named(String what, String word, Map<String, T> choices) {
        T found = choices.get(word);
        if (found != null) {
            return found;
        }
        throw UserException.usage("unknown %s '%s'; did you mean '%s'? known: %s"
                .formatted(what, word, nearest(word, choices.keySet()), String.join(", ", choices.keySet())));
    }

    /**
     * The name that takes the fewest changed letters to get to.
     *
     * @param known at least one
     */
    public static String nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .orElseThrow();
    }

    /** Levenshtein distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
