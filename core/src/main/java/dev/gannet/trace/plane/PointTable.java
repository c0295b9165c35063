package dev.gannet.trace.plane;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Points of a table (CSV), moved and scaled alike both ways so that all of them lie in the plane that is shown.
 *
 * @param points (count, 2); the wider way they go from -1.2 to 1.2
 * @param middle the place in the table, x and y, that is the middle of the plane
 * @param unit how much of the table is one unit of the plane, above 0
 */
public record PointTable(double[][] points, double[] middle, double unit) {
    /** Most points of a table. */
    public static final int MOST_POINTS = 10_000;

    /** Most characters of a table. */
    public static final int MOST_CHARACTERS = 1_000_000;

    private static final double REACH = 1.2;
    private static final double LARGE = 1e100;
    private static final double SMALL = 1e-100;
    private static final int QUOTED = 40;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** What stands between the two numbers of a line, in a whole table the same. */
    private enum Separator {
        SEMICOLON(";"),
        TAB("\t"),
        COMMA(","),
        SPACES("\\s+");

        private final String pattern;

        Separator(String pattern) {
            this.pattern = pattern;
        }

        static Separator in(String line) {
            return line.contains(";") ? SEMICOLON : line.contains("\t") ? TAB : line.contains(",") ? COMMA : SPACES;
        }

        /** The cells of a line without quotes, with points before their decimals. */
        List<String> cells(String line) {
            return Stream.of(line.split(pattern, -1))
                    .map(cell -> cell.replace("\"", "").replace(',', '.').strip())
                    .toList();
        }
    }

    /**
     * Reads a point from every line: two numbers with a comma, a semicolon, a tab or spaces between them. With a semicolon
     * or a tab between them, a comma may stand before their decimals. Blank lines and a first line of words are left out.
     *
     * @throws UserException (data) with the number of the line, if one is no point or a limit is passed
     */
    public static PointTable read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw wrong("the table has %d characters; expected at most %d", text.length(), MOST_CHARACTERS);
        }
        List<String> lines =
                text.replace("\uFEFF", "").lines().map(String::strip).toList();
        String first =
                lines.stream().filter(line -> !line.isEmpty()).findFirst().orElse("");
        Separator separator = Separator.in(first);
        boolean headed = separator.cells(first).stream().noneMatch(PointTable::isNumber);
        List<double[]> points = new ArrayList<>();
        for (int i = lines.indexOf(first) + (headed ? 1 : 0); i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                points.add(point(i + 1, lines.get(i), separator));
            }
            if (points.size() > MOST_POINTS) {
                throw wrong("line %d has point number %d; expected at most %d", i + 1, points.size(), MOST_POINTS);
            }
        }
        return fitted(points);
    }

    private static double[] point(int number, String line, Separator separator) {
        List<String> cells = separator.cells(line);
        if (cells.size() != 2 || !cells.stream().allMatch(PointTable::isNumber)) {
            throw wrong("line %d is '%s'; expected two numbers, such as 0.5, -1.25", number, quoted(line));
        }
        double x = Double.parseDouble(cells.get(0));
        double y = Double.parseDouble(cells.get(1));
        if (Math.max(Math.abs(x), Math.abs(y)) > LARGE) {
            throw wrong("line %d is '%s'; expected numbers from -1e100 to 1e100", number, quoted(line));
        }
        return new double[] {x, y};
    }

    private static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }

    private static String quoted(String line) {
        String plain = line.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= QUOTED ? plain : plain.substring(0, QUOTED) + "…";
    }

    private static PointTable fitted(List<double[]> rows) {
        if (rows.isEmpty()) {
            throw wrong("the table has no points; expected a line for each, such as 0.5, -1.25");
        }
        double[] low = rows.getFirst().clone();
        double[] high = low.clone();
        for (double[] row : rows) {
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = Math.min(low[axis], row[axis]);
                high[axis] = Math.max(high[axis], row[axis]);
            }
        }
        double half = Math.max(high[0] - low[0], high[1] - low[1]) / 2;
        if (half < SMALL) {
            throw wrong("all points are at %s, %s; expected at least two places", low[0], low[1]);
        }
        double[] middle = {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2};
        double unit = half / REACH;
        double[][] points = rows.stream()
                .map(row -> new double[] {(row[0] - middle[0]) / unit, (row[1] - middle[1]) / unit})
                .toArray(double[][]::new);
        return new PointTable(points, middle, unit);
    }

    private static UserException wrong(String line, Object... slots) {
        return new UserException(Kind.DATA, String.format(Locale.ROOT, line, slots));
    }
}
