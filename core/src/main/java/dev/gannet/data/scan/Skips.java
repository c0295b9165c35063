package dev.gannet.data.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What was left out for one reason.
 *
 * @param count how many files
 * @param examples the names of the first of them
 */
public record Skips(int count, List<String> examples) {
    private static final int MOST_EXAMPLES = 5;

    /** One file. */
    static Skips one(String name) {
        return new Skips(1, List.of(name));
    }

    /** These and those. */
    Skips and(Skips more) {
        List<String> names = new ArrayList<>(examples);
        more.examples.stream().limit(MOST_EXAMPLES - (long) names.size()).forEach(names::add);
        return new Skips(count + more.count, names);
    }

    /** As text: a line for every reason, fields apart by NUL, which no file name can hold. */
    static String write(Map<String, Skips> byReason) {
        StringBuilder text = new StringBuilder();
        byReason.forEach((reason, skips) -> {
            text.append(reason).append('\0').append(skips.count);
            skips.examples.forEach(name -> text.append('\0').append(name));
            text.append("\0\0");
        });
        return text.toString();
    }

    /** The opposite of {@link #write}. */
    static SequencedMap<String, Skips> read(String text) {
        SequencedMap<String, Skips> byReason = new TreeMap<>();
        for (String line : text.split("\0\0", -1)) {
            if (!line.isEmpty()) {
                List<String> fields = List.of(line.split("\0", -1));
                byReason.put(
                        fields.get(0), new Skips(Integer.parseInt(fields.get(1)), fields.subList(2, fields.size())));
            }
        }
        return byReason;
    }
}
