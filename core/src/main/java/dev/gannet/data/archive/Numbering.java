package dev.gannet.data.archive;

/** Names for pictures that have none: their numbers from 0, padded so that they sort, to five digits at least. */
final class Numbering {
    private final int digits;

    /** For {@code count} pictures. */
    Numbering(long count) {
        this.digits = Math.max(5, Long.toString(count - 1).length());
    }

    /** Such as {@code 00017}. */
    String of(long number) {
        String plain = Long.toString(number);
        return "0".repeat(digits - plain.length()) + plain;
    }
}
