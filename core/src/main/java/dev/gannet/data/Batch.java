package dev.gannet.data;

/**
 * Real images for one update of D.
 *
 * @param pixels (N, H, W, C) bytes
 * @param count N
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying it would cost a pass over the pixels
public record Batch(byte[] pixels, int count) {}
