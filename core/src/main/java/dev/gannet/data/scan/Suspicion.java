package dev.gannet.data.scan;

/** Something about a picture that can be read but may not be what it seems. */
public enum Suspicion {
    /** Enlarged from a smaller one: it has fewer details than pixels. */
    UPSAMPLED,
    /** Bars of one colour at two opposite edges. */
    LETTERBOXED,
    /** One colour all over. */
    FLAT
}
