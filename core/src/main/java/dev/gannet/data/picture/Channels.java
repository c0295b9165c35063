package dev.gannet.data.picture;

import dev.gannet.config.Colour;

/**
 * A picture's channels on the way to an image's. What is resampled in between has {@link #between} channels: those of the
 * picture where it is opaque, those of the image where it is not, colours multiplied by opacity if that is one of them.
 *
 * @param from of the picture: 1 grey, 2 grey and opacity, 3 RGB, 4 RGB and opacity
 * @param to of the image: 1, 3 or 4
 * @param background shows through where the image has no opacity
 */
record Channels(int from, int to, Colour background) {
    /** Sums of floats may miss a half by their last bits, on either side by their order: halves go up, in any order. */
    private static final float HALF = 0.5f + 1 / 4096f;

    private boolean opaque() {
        return from == 1 || from == 3;
    }

    /** Channels of what is resampled. */
    int between() {
        return opaque() && to != 1 ? from : to;
    }

    /**
     * A run of the picture's pixels as values from 0 to 255.
     *
     * @param samples of the picture, from byte {@code at}
     * @param values (count, {@link #between}), written
     */
    void read(byte[] samples, int at, int count, float[] values) {
        if (from == between() && opaque()) {
            for (int i = 0; i < count * from; i++) {
                values[i] = samples[at + i] & 0xff;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int pixel = at + i * from;
            boolean grey = from < 3;
            float red = samples[pixel] & 0xff;
            float green = grey ? red : samples[pixel + 1] & 0xff;
            float blue = grey ? red : samples[pixel + 2] & 0xff;
            float opacity = opaque() ? 255 : samples[pixel + from - 1] & 0xff;
            write(red, green, blue, opacity, values, i * to);
        }
    }

    private void write(float red, float green, float blue, float opacity, float[] values, int at) {
        float share = opacity / 255;
        if (to == 4) {
            values[at] = red * share;
            values[at + 1] = green * share;
            values[at + 2] = blue * share;
            values[at + 3] = opacity;
            return;
        }
        float shownRed = over(red, share, background.red());
        float shownGreen = over(green, share, background.green());
        float shownBlue = over(blue, share, background.blue());
        if (to == 1) {
            values[at] = Colour.luma(shownRed, shownGreen, shownBlue);
        } else {
            values[at] = shownRed;
            values[at + 1] = shownGreen;
            values[at + 2] = shownBlue;
        }
    }

    private static float over(float value, float share, int behind) {
        return value * share + behind * (1 - share);
    }

    /**
     * Resampled values to the image's bytes. Where nothing is to be seen, colours are 0.
     *
     * @param values (count, {@link #between})
     * @return (count, to)
     */
    byte[] bytes(float[] values) {
        int between = between();
        int count = values.length / between;
        byte[] out = new byte[count * to];
        for (int i = 0; i < count; i++) {
            int at = i * between;
            boolean divided = between == 4;
            byte opacity = divided ? round(values[at + 3]) : (byte) 255;
            float scale = !divided ? 1 : opacity == 0 ? 0 : 255 / values[at + 3];
            for (int c = 0; c < Math.min(to, 3); c++) {
                out[i * to + c] = round(values[between == 1 ? at : at + c] * scale);
            }
            if (to == 4) {
                out[i * to + 3] = opacity;
            }
        }
        return out;
    }

    /** One opaque colour as a pixel of the image. */
    byte[] pixel(Colour colour) {
        float red = colour.red();
        float green = colour.green();
        float blue = colour.blue();
        return switch (to) {
            case 1 -> new byte[] {round(Colour.luma(red, green, blue))};
            case 3 -> new byte[] {round(red), round(green), round(blue)};
            default -> new byte[] {round(red), round(green), round(blue), (byte) 255};
        };
    }

    private static byte round(float value) {
        return (byte) Math.clamp((int) (value + HALF), 0, 255);
    }
}
