package dev.gannet.data.picture;

import java.util.Locale;

/** Why a picture cannot be used. The names are those of {@code rejected.tsv}. */
public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** Its first bytes are those of no picture. */
    NOT_AN_IMAGE,
    /** A picture in a format, or a variant of one, that is not read here. */
    UNSUPPORTED,
    /** More pixels or bytes than are read. */
    TOO_LARGE,
    /** A side of no pixels. */
    ZERO_SIZE,
    /** Ends before its last pixel. */
    TRUNCATED,
    /** Contradicts itself. */
    DAMAGED,
    /** Not decoded within the time limit. */
    TOO_SLOW,
    /** The file cannot be opened or is no regular file any more. */
    UNREADABLE,
    /** Its name would lead out of the archive. */
    UNSAFE_NAME;

    /** As {@code rejected.tsv} has it: {@code not-an-image}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
