package dev.gannet.data.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Names as archives keep them, made into names of a data set. */
final class EntryNames {
    /** As long as a zip archive can have; a tar archive has no limit of its own. */
    static final int LONGEST = 65_535;

    private EntryNames() {}

    /**
     * Bytes as text: UTF-8 if they are valid UTF-8, whatever the archive claims.
     *
     * @param otherwise one byte a character, for what is not UTF-8
     */
    static String decode(byte[] raw, int from, int length, Charset otherwise) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(raw, from, length, otherwise);
        }
    }

    /**
     * A name in its one spelling: a safe one without {@code .} and empty folders, an unsafe one with its control
     * characters written out, so that it can be shown and stays unsafe.
     */
    static String tidy(String name) {
        if (ImageNames.unsafe(name)) {
            return visible(name);
        }
        boolean untidy = name.startsWith("./") || name.contains("//") || name.contains("/./");
        if (!untidy) {
            return name;
        }
        StringBuilder tidy = new StringBuilder(name.length());
        int from = 0;
        while (from < name.length()) {
            int slash = name.indexOf('/', from);
            int to = slash < 0 ? name.length() : slash;
            boolean here = to == from || (to == from + 1 && name.charAt(from) == '.');
            if (!here) {
                tidy.append(tidy.isEmpty() ? "" : "/").append(name, from, to);
            }
            from = to + 1;
        }
        return tidy.toString();
    }

    /** One line without control characters, which are written as {@code \}{@code u000a} is. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                shown.append("\\u%04x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
