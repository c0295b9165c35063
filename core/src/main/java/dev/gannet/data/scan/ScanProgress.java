package dev.gannet.data.scan;

/**
 * How far a look at a data set has come.
 *
 * @param phase what is being done
 * @param done pictures so far
 * @param total pictures in all; 0 while they are still being listed
 * @param rejected of those done
 */
public record ScanProgress(Phase phase, long done, long total, long rejected) {
    /** What is being done. */
    public enum Phase {
        /** Names, sizes and times. */
        LISTING,
        /** Every picture is decoded once. */
        LOOKING
    }
}
