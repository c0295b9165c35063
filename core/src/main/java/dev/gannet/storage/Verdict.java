package dev.gannet.storage;

/** What looking at a checkpoint's every byte has shown. */
public sealed interface Verdict {
    /** Every file is as it was written. */
    record Intact(Manifest manifest) implements Verdict {}

    /** Something is missing or changed. */
    record Damaged(String reason) implements Verdict {}

    /** There is no {@code MANIFEST.json}: copied by hand, perhaps; nothing says what the files should be. */
    record Unsealed() implements Verdict {}

    /** Written in a later layout than this version knows. */
    record Newer(int format, String gannet) implements Verdict {}
}
