package dev.gannet.data;

/** Values from 0 to 255 to bytes. */
final class Pixels {
    private Pixels() {}

    /** Rounds and clips {@code values} into {@code target} from {@code offset}. */
    static void write(float[] values, byte[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
        }
    }
}
