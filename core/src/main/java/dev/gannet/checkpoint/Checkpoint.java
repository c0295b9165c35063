package dev.gannet.checkpoint;

import java.util.Map;

/**
 * What {@code state.json} says of a checkpoint.
 *
 * @param format version of this layout
 * @param step steps done
 * @param seconds training time so far
 * @param sha256 of every other file, by name
 */
public record Checkpoint(int format, long step, double seconds, Map<String, String> sha256) {
    /** The layout that this version writes. */
    public static final int FORMAT = 1;
}
