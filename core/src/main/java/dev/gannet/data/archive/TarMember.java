package dev.gannet.data.archive;

/**
 * One member of a tar archive.
 *
 * @param name tidied, see {@link EntryNames#tidy}
 * @param type what it is
 * @param data where its bytes begin in the file
 * @param bytes its size, at least 0; the file may end before
 * @param time of its last change in milliseconds since 1970; 0 if it has none
 */
record TarMember(String name, Type type, long data, long bytes, long time) {
    /** What a member is. */
    enum Type {
        FILE("a file"),
        /** A file whose holes are left away. */
        SPARSE("a sparse file"),
        FOLDER("a folder"),
        HARD_LINK("a hard link"),
        SYMBOLIC_LINK("a symbolic link"),
        DEVICE("a device"),
        FIFO("a named pipe"),
        UNKNOWN("a tar member of an unknown type");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** In a few words, such as {@code a symbolic link}. */
        String words() {
            return words;
        }

        /** Of the type flag in a header. */
        static Type of(byte flag) {
            return switch (flag) {
                case 0, '0', '7' -> FILE;
                case '1' -> HARD_LINK;
                case '2' -> SYMBOLIC_LINK;
                case '3', '4' -> DEVICE;
                case '5', 'D' -> FOLDER;
                case '6' -> FIFO;
                case 'S' -> SPARSE;
                default -> UNKNOWN;
            };
        }
    }
}
