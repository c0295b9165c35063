package dev.gannet.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small strict reader of JSON after RFC 8259 that shares nothing with the project's own. Refuses a name that occurs twice,
 * and one with half a surrogate pair.
 */
final class PlainJson {
    private static final int DEEPEST = 16; // the format needs 3
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    /** A value. */
    sealed interface Value {}

    /** An object. */
    record Members(Map<String, Value> byName) implements Value {}

    /** An array. */
    record Items(List<Value> values) implements Value {}

    /** A string. */
    record Text(String text) implements Value {}

    /** A number as it is written. */
    record Digits(String digits) implements Value {}

    /** The rest. */
    enum Word implements Value {
        TRUE,
        FALSE,
        NULL
    }

    /** What is read is not JSON. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String reason) {
            super(reason, null, false, false); // a stack trace would take longer than the reading
        }
    }

    private PlainJson(String text) {
        this.text = text;
    }

    /** The one value that the text consists of. */
    static Value parse(String text) throws NotJson {
        PlainJson reader = new PlainJson(text);
        Value value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw new NotJson("something behind the value");
        }
        return value;
    }

    private Value value(int depth) throws NotJson {
        if (depth > DEEPEST) {
            throw new NotJson("too deep");
        }
        space();
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Text(string());
            case 't' -> word("true", Word.TRUE);
            case 'f' -> word("false", Word.FALSE);
            case 'n' -> word("null", Word.NULL);
            default -> number();
        };
    }

    private Members members(int depth) throws NotJson {
        Map<String, Value> members = new LinkedHashMap<>();
        expect('{');
        space();
        if (peek() != '}') {
            do {
                space();
                String name = string();
                if (name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                    throw new NotJson("half a surrogate pair in a name");
                }
                space();
                expect(':');
                if (members.put(name, value(depth + 1)) != null) {
                    throw new NotJson("a name twice");
                }
                space();
            } while (took(','));
        }
        expect('}');
        return new Members(members);
    }

    private Items items(int depth) throws NotJson {
        List<Value> items = new ArrayList<>();
        expect('[');
        space();
        if (peek() != ']') {
            do {
                items.add(value(depth + 1));
                space();
            } while (took(','));
        }
        expect(']');
        return new Items(items);
    }

    private String string() throws NotJson {
        expect('"');
        StringBuilder content = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw new NotJson("a control character in a string");
            }
            content.append(c == '\\' ? escaped() : c);
        }
        at++;
        return content.toString();
    }

    private char escaped() throws NotJson {
        char c = peek();
        at++;
        if (c != 'u') {
            int which = ESCAPES.indexOf(c);
            if (which < 0) {
                throw new NotJson("an unknown escape");
            }
            return MEANINGS.charAt(which);
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char digit = peek();
            int value = digit < 128 ? Character.digit(digit, 16) : -1; // Java knows digits of other scripts, too
            if (value < 0) {
                throw new NotJson("an escape that is not hexadecimal");
            }
            code = code * 16 + value;
            at++;
        }
        return (char) code;
    }

    private Digits number() throws NotJson {
        int start = at;
        took('-');
        if (!took('0')) {
            digits();
        }
        if (took('.')) {
            digits();
        }
        if (took('e') || took('E')) {
            if (!took('+')) {
                took('-');
            }
            digits();
        }
        return new Digits(text.substring(start, at));
    }

    private void digits() throws NotJson {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new NotJson("no digit where one is expected");
        }
    }

    private Word word(String spelling, Word meaning) throws NotJson {
        if (!text.startsWith(spelling, at)) {
            throw new NotJson("an unknown word");
        }
        at += spelling.length();
        return meaning;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws NotJson {
        if (at == text.length()) {
            throw new NotJson("ends early");
        }
        return text.charAt(at);
    }

    private boolean took(char c) {
        boolean here = at < text.length() && text.charAt(at) == c;
        if (here) {
            at++;
        }
        return here;
    }

    private void expect(char c) throws NotJson {
        if (!took(c)) {
            throw new NotJson("no " + c + " where one is expected");
        }
    }
}
