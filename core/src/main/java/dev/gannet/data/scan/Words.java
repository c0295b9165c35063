package dev.gannet.data.scan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as people read them, the same in every locale. */
final class Words {
    private Words() {}

    /** 1,234 */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** 7.5 %, from 10 on without decimals; {@code share} is 0 to 1. */
    static String percent(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
    }

    /** 1 picture, 2 pictures. */
    static String some(long count, String one, String several) {
        return number(count) + " " + (count == 1 ? one : several);
    }

    /** 1.2 MB: decimal units. */
    static String bytes(long bytes) {
        double amount = bytes;
        for (String unit : List.of("bytes", "kB", "MB", "GB")) {
            if (amount < 999.5) {
                return String.format(Locale.ROOT, unit.equals("bytes") ? "%.0f %s" : "%.1f %s", amount, unit);
            }
            amount /= 1000;
        }
        return String.format(Locale.ROOT, "%,.1f TB", amount);
    }

    /** JPEG 12, PNG 3: the most frequent first, names escaped; what goes beyond {@code most} is only counted. */
    static String counts(Map<String, Integer> counts, int most) {
        String shown = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .map(entry -> Visible.show(entry.getKey()) + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
        return counts.size() > most ? "%s, %s more".formatted(shown, number(counts.size() - most)) : shown;
    }
}
