package dev.gannet.data.archive;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths in a folder as text with {@code /} between names. A file name may be made of bytes that are no text in this machine's
 * encoding; such a path is written {@code bytes:} and percent-encoded, so that it still leads to its file.
 */
final class PathText {
    private static final String RAW = "bytes:";

    private PathText() {}

    /** A path below {@code root} as text. */
    static String write(Path root, Path path) {
        Path relative = root.relativize(path);
        String text = relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        return isFaithful(relative, text) ? text : RAW + encoded(root, path);
    }

    /** The path that {@link #write} wrote. */
    static Path read(Path root, String text) {
        return text.startsWith(RAW)
                ? Path.of(URI.create(rootUri(root) + text.substring(RAW.length())))
                : root.resolve(text);
    }

    private static boolean isFaithful(Path relative, String text) {
        if (text.startsWith(RAW)) {
            return false;
        }
        try {
            return Path.of(text).equals(relative);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String encoded(Path root, Path path) {
        String uri = path.toUri().toString();
        String trimmed = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return trimmed.substring(rootUri(root).length());
    }

    private static String rootUri(Path root) {
        String uri = root.toUri().toString();
        return uri.endsWith("/") ? uri : uri + "/";
    }
}
