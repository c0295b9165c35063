package dev.gannet.config;

/**
 * Something the user can mend: one line that says what failed, where, what was expected and what to do.
 *
 * <p>The command line prints the message alone and exits with {@link Kind#exitCode()}. Everything else that is thrown
 * is a bug of ours and leaves with a stack trace and exit code 1.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, by who can mend it. The codes are those that scripts see. */
    public enum Kind {
        /** A wrong option or configuration. */
        USAGE(2),
        /** Images that cannot be used. */
        DATA(3),
        /** A full disk, a folder that cannot be written, or too little memory. */
        RESOURCES(4),
        /** Training ran into non-finite numbers. */
        DIVERGED(5),
        /** Another process trains in the same run folder. */
        LOCKED(7),
        /** A checkpoint that is missing or damaged. */
        CHECKPOINT(8);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The process exit code for this kind. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final String line;

    /** An error of the given kind; {@code message} is one line for the user. */
    public UserException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.line = message;
    }

    /** As {@link #UserException(Kind, String)}, keeping the cause for {@code --debug}. */
    public UserException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.line = message;
    }

    /** What kind of error this is. */
    public Kind kind() {
        return kind;
    }

    /** The line for the user. */
    @Override
    public String getMessage() {
        return line;
    }

    /** A wrong option or configuration value. */
    public static UserException usage(String message) {
        return new UserException(Kind.USAGE, message);
    }

    /** A value outside of its range: names it, quotes it, and says what is allowed. */
    public static UserException range(String name, Object got, String expected) {
        return usage("%s is %s; expected %s".formatted(name, got, expected));
    }
}
