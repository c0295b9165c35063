package dev.gannet.data.scan;

/**
 * Names as they can be shown: what is invisible, moves the cursor or turns the direction of writing is written as an
 * escape. No two names are shown alike, and {@link #restore} gives each back.
 */
public final class Visible {
    private Visible() {}

    /** The text with {@code \\}, {@code \t}, {@code \n}, {@code \r} and, for the rest, {@code \}{@code u202e}. */
    public static String show(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int code = text.codePointAt(i);
            switch (code) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> append(out, code);
            }
            i += Character.charCount(code);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int code) {
        if (harmless(code)) {
            out.appendCodePoint(code);
            return;
        }
        for (char unit : Character.toChars(code)) {
            out.append("\\u%04x".formatted((int) unit));
        }
    }

    private static boolean harmless(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /**
     * What {@link #show} was given.
     *
     * @throws IllegalArgumentException for a text that it does not write
     */
    public static String restore(String shown) {
        StringBuilder out = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char here = shown.charAt(i);
            if (here != '\\') {
                out.append(here);
                continue;
            }
            i++;
            char kind = i < shown.length() ? shown.charAt(i) : ' ';
            switch (kind) {
                case '\\' -> out.append('\\');
                case 't' -> out.append('\t');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 'u' -> {
                    if (i + 4 >= shown.length()) {
                        throw new IllegalArgumentException("an escape ends early: " + shown);
                    }
                    out.append((char) Integer.parseInt(shown, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> throw new IllegalArgumentException("no escape begins with \\" + kind + ": " + shown);
            }
        }
        return out.toString();
    }
}
