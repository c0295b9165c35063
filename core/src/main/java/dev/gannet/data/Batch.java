package dev.gannet.data;

import java.util.List;

/**
 * Real images for one update of D.
 *
 * @param pixels (N, H, W, C) bytes
 * @param count N
 * @param indices (N), each image's number in its source
 * @param lost images that could not be read for this batch, and were never before: others are in their place
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying it would cost a pass over the pixels
public record Batch(byte[] pixels, int count, int[] indices, List<Lost> lost) {
    /**
     * An image that could be read once and cannot any more.
     *
     * @param index in its source
     * @param name in its source
     * @param reason one line
     */
    public record Lost(int index, String name, String reason) {}
}
