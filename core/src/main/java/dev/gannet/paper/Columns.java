package dev.gannet.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Text in a terminal, where a Chinese character is two columns wide. */
final class Columns {
    private static final int GAP = 2;

    private Columns() {}

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int code) {
        if (Character.getType(code) == Character.NON_SPACING_MARK) {
            return 0;
        }
        boolean wide = Character.isIdeographic(code)
                || code >= 0x3000 && code <= 0x303f // punctuation between ideographs
                || code >= 0xff00 && code <= 0xff60; // letters and signs as wide as these
        return wide ? 2 : 1;
    }

    /** Lines of at most so many columns; broken at spaces, and between ideographs. */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("(?<= )|(?<=\\p{IsIdeographic})(?=\\p{IsIdeographic})", -1)) {
            if (width(line + word.stripTrailing()) > columns && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** Rows of cells below each other, as wide as they need to be; not all rows need all cells. */
    static List<String> aligned(List<List<String>> rows) {
        int most = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, most)
                .map(i -> rows.stream()
                        .filter(row -> i < row.size())
                        .mapToInt(row -> width(row.get(i)))
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < row.size(); i++) {
                        line.append(padded(row.get(i), widths[i] + GAP));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }
}
