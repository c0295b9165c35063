package dev.gannet.metric;

import dev.gannet.config.Colour;
import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.ArrayList;
import java.util.List;

/**
 * How the colours of two sets of pictures differ, wherever in the pictures they are.
 *
 * @param channels mean and contrast, in the order of the bytes
 * @param grey share of the pixels that would have to change their brightness, in 32 steps of luma: 0 to 1
 * @param colour share of the pixels that would have to change their colour, in 8 by 8 by 8 steps of red, green and blue: 0 to 1;
 *     opacity is left out
 */
public record Colours(List<Channel> channels, double grey, double colour) {
    private static final int GREYS = 32;
    private static final int STEPS = 8;

    /**
     * One channel, in levels of 0 to 255.
     *
     * @param mean by how much the means differ, at least 0
     * @param deviation by how much the standard deviations over all pixels differ, at least 0
     */
    public record Channel(double mean, double deviation) {}

    /** Copies the list. */
    public Colours {
        channels = List.copyOf(channels);
    }

    /** Compares two sets of the same number of channels, of at least one picture each. */
    public static Colours between(Pictures one, Pictures other) {
        if (one.shape().channels() != other.shape().channels() || one.count() == 0 || other.count() == 0) {
            throw new IllegalArgumentException("%d pictures of %s and %d of %s: expected some, of the same channels"
                    .formatted(one.count(), one.shape(), other.count(), other.shape()));
        }
        List<Channel> channels = new ArrayList<>();
        for (int channel = 0; channel < one.shape().channels(); channel++) {
            Channel a = channel(one, channel);
            Channel b = channel(other, channel);
            channels.add(new Channel(Math.abs(a.mean - b.mean), Math.abs(a.deviation - b.deviation)));
        }
        return new Colours(channels, distance(greys(one), greys(other)), distance(colours(one), colours(other)));
    }

    /** Mean and deviation themselves: whole numbers add up exactly. */
    private static Channel channel(Pictures pictures, int channel) {
        long sum = 0;
        long squares = 0;
        long count = 0;
        for (int i = channel;
                i < pictures.pixels().length;
                i += pictures.shape().channels()) {
            int level = pictures.pixels()[i] & 0xff;
            sum += level;
            squares += (long) level * level;
            count++;
        }
        double mean = (double) sum / count;
        return new Channel(mean, Math.sqrt(Math.max(0, (double) squares / count - mean * mean)));
    }

    private static double[] greys(Pictures pictures) {
        long[] counts = new long[GREYS];
        for (int i = 0; i < pictures.pixels().length; i += pictures.shape().channels()) {
            float luma = Colour.luma(level(pictures, i, 0), level(pictures, i, 1), level(pictures, i, 2));
            counts[Math.clamp(Math.round(luma), 0, 255) * GREYS / 256]++;
        }
        return shares(counts);
    }

    private static double[] colours(Pictures pictures) {
        long[] counts = new long[STEPS * STEPS * STEPS];
        for (int i = 0; i < pictures.pixels().length; i += pictures.shape().channels()) {
            int bin = 0;
            for (int channel = 0; channel < 3; channel++) {
                bin = bin * STEPS + level(pictures, i, channel) * STEPS / 256;
            }
            counts[bin]++;
        }
        return shares(counts);
    }

    /** Red, green or blue of the pixel that starts there; of a grey one, all are its grey. */
    private static int level(Pictures pictures, int at, int channel) {
        ImageShape shape = pictures.shape();
        return pictures.pixels()[shape.channels() == 1 ? at : at + channel] & 0xff;
    }

    private static double[] shares(long[] counts) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        double[] shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = (double) counts[i] / all;
        }
        return shares;
    }

    /** Total variation. */
    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / 2;
    }
}
