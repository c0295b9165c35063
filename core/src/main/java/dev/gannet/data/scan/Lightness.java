package dev.gannet.data.scan;

import dev.gannet.data.picture.Picture;

/**
 * How light the stored pixels are, transparent ones over white: luma in thousandths of a level, 0 to 255,000. In whole
 * numbers, so that sums over it do not depend on their order and a turned picture comes to the same.
 */
final class Lightness {
    private final byte[] samples;
    private final int channels;
    private final int width;
    private final int height;

    Lightness(Picture picture) {
        this.samples = picture.samples();
        this.channels = picture.channels();
        this.width = picture.width();
        this.height = picture.height();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Of the pixel at column x and row y. */
    int at(int x, int y) {
        int at = (y * width + x) * channels;
        int colours = channels < 3 ? 1 : 3;
        int luma = colours == 1
                ? 1000 * (samples[at] & 0xff)
                : 299 * (samples[at] & 0xff) + 587 * (samples[at + 1] & 0xff) + 114 * (samples[at + 2] & 0xff);
        if (channels == colours) {
            return luma;
        }
        int opacity = samples[at + colours] & 0xff;
        return (luma * opacity + 255_000 * (255 - opacity)) / 255;
    }

    /** One channel of that pixel over white, 0 to 255; grey has the same in all three. */
    int colour(int x, int y, int channel) {
        int at = (y * width + x) * channels;
        int colours = channels < 3 ? 1 : 3;
        int value = samples[at + Math.min(channel, colours - 1)] & 0xff;
        if (channels == colours) {
            return value;
        }
        int opacity = samples[at + colours] & 0xff;
        return (value * opacity + 255 * (255 - opacity)) / 255;
    }
}
