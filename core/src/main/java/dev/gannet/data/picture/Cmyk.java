package dev.gannet.data.picture;

import dev.gannet.data.picture.Parsed.Inks;

/** Inks to light. */
final class Cmyk {
    private Cmyk() {}

    /** (height, width, 4) samples as stored to the same with 255 for all of an ink. */
    static void normalise(byte[] samples, Inks inks) {
        switch (inks) {
            case NONE, FULL -> {}
            case INVERTED -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (byte) ~samples[i];
                }
            }
            case INVERTED_YCC -> {
                for (int i = 0; i < samples.length; i += 4) {
                    int y = samples[i] & 0xff;
                    int blue = (samples[i + 1] & 0xff) - 128;
                    int red = (samples[i + 2] & 0xff) - 128;
                    samples[i] = clip(y + 1.402 * red);
                    samples[i + 1] = clip(y - 0.344136 * blue - 0.714136 * red);
                    samples[i + 2] = clip(y + 1.772 * blue);
                    samples[i + 3] = (byte) ~samples[i + 3];
                }
            }
        }
    }

    private static byte clip(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /** The plain formula for inks without a profile: each lets through what it does not cover. */
    static void plain(byte[] inks, byte[] rgb) {
        for (int from = 0, to = 0; from < inks.length; from += 4, to += 3) {
            int light = 255 - (inks[from + 3] & 0xff);
            for (int i = 0; i < 3; i++) {
                rgb[to + i] = (byte) (((255 - (inks[from + i] & 0xff)) * light + 127) / 255);
            }
        }
    }
}
