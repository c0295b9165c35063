package dev.gannet.data.archive;

import java.util.Locale;
import java.util.Set;

/**
 * What the name of a file says about it, the same for folders and for archives. Names have {@code /} between folders.
 */
public final class ImageNames {
    /** Endings of the formats that are read. */
    private static final Set<String> READ =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif", "bmp", "tif", "tiff");

    /**
     * Endings of pictures that are not read: listed all the same, so that they are refused by name and not overlooked.
     */
    private static final Set<String> NOT_READ = Set.of(
            "jp2", "j2k", "ico", "psd", "heic", "heif", "avif", "svg", "ppm", "pgm", "pbm", "tga", "exr", "hdr", "raw",
            "dng", "nef", "cr2", "arw", "xcf");

    private static final Set<String> ARCHIVES = Set.of(
            "zip", "tar", "gz", "tgz", "bz2", "tbz", "tbz2", "xz", "txz", "zst", "tzst", "lz4", "lzma", "7z", "rar");

    /** Why an archive inside an archive is left out. */
    static final String NESTED = "an archive inside an archive";

    /** Why a picture with an unsafe name is refused. */
    static final String UNSAFE = "its name could lead out of the archive, or has control characters";

    /** What a name stands for. */
    public enum Kind {
        /** A picture, readable or not. */
        PICTURE("a picture"),
        /** A file that its system hides, or what macOS adds to an archive. */
        HIDDEN("hidden"),
        /** Anything else. */
        OTHER("not an image by its name");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In a few words: for {@link #HIDDEN} and {@link #OTHER} the reason why such a file is left out. */
        public String words() {
            return words;
        }
    }

    private ImageNames() {}

    /**
     * What a file of this name is taken for.
     *
     * @param name its path in the data set, such as {@code cats/1.jpg}
     */
    public static Kind kind(String name) {
        if (hidden(name)) {
            return Kind.HIDDEN;
        }
        return isImage(ending(name)) ? Kind.PICTURE : Kind.OTHER;
    }

    /** Whether a file of this name is an archive or a compressed file. */
    public static boolean isArchive(String name) {
        return ARCHIVES.contains(ending(name));
    }

    /**
     * Whether a name could lead out of the folder that it is resolved against, or cannot be shown: absolute, with a
     * drive letter, with a folder {@code ..}, a backslash or a control character.
     */
    public static boolean unsafe(String name) {
        if (name.startsWith("/") || hasDrive(name)) {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' || Character.isISOControl(c)) {
                return true;
            }
        }
        return hasSegment(name, "..");
    }

    /** Whether this ending, in lower case and without its dot, is that of a picture, readable or not. */
    static boolean isImage(String ending) {
        return READ.contains(ending) || NOT_READ.contains(ending);
    }

    /** What follows the last dot of the last part of a name, in lower case; empty without a dot. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean hasDrive(String name) {
        return name.length() > 2
                && name.charAt(1) == ':'
                && (name.charAt(2) == '/' || name.charAt(2) == '\\')
                && Character.isLetter(name.charAt(0));
    }

    /** A single dot is this folder and hides nothing. */
    private static boolean hidden(String name) {
        int from = 0;
        while (from < name.length()) {
            int slash = name.indexOf('/', from);
            int to = slash < 0 ? name.length() : slash;
            if (name.charAt(from) == '.' && to - from > 1) {
                return true;
            }
            from = to + 1;
        }
        return hasSegment(name, "__MACOSX");
    }

    private static boolean hasSegment(String name, String segment) {
        int at = name.indexOf(segment);
        while (at >= 0) {
            int end = at + segment.length();
            boolean begins = at == 0 || name.charAt(at - 1) == '/';
            if (begins && (end == name.length() || name.charAt(end) == '/')) {
                return true;
            }
            at = name.indexOf(segment, at + 1);
        }
        return false;
    }
}
