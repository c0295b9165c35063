package dev.gannet.data.picture;

/** A picture that cannot be used. */
public final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;

    /**
     * A rejection.
     *
     * @param detail one line for people, without the picture's name
     */
    public Rejected(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
    }

    /** As {@link #Rejected(Reason, String)}, keeping what a library said. */
    public Rejected(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
        this.detail = detail;
    }

    /** Why, for programs. */
    public Reason reason() {
        return reason;
    }

    /** Why, for people. */
    public String detail() {
        return detail;
    }
}
