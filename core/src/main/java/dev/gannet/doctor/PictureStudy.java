package dev.gannet.doctor;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent.Gallery;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Measures made pictures against real ones: plain arithmetic on bytes, a few milliseconds for 64 of each. */
public final class PictureStudy {
    private static final double LEAST_CONTRAST = 0.02; // DOCTOR A2
    private static final int ALMOST = 1; // of 255: beyond 0.99 in [-1, 1]
    private static final double BYTES_PER_UNIT = 127.5;
    private static final int COARSE = 4; // pixels on a side of the mean
    private static final double ROUNDING = 1 / 12.0; // variance of what is lost by rounding to bytes
    /** Frequencies in cycles per pixel along x and y that a stride of two or four leaves behind. */
    private static final double[][] CHECKS = {{.5, 0}, {0, .5}, {.5, .5}, {.25, 0}, {0, .25}, {.25, .25}};

    private final Pictures real;
    private final ToDoubleFunction<Pictures> likeness;
    private final double realSpread;
    private final double realAlike;
    private final double realClipped;
    private final double[] realChecks;
    private final double realShare;
    private final double realDetail;
    private final double[] realColours;

    /**
     * Remembers what real pictures measure.
     *
     * @param likeness how alike two pictures of a set are in structure, on average: MS-SSIM
     */
    public PictureStudy(Pictures real, ToDoubleFunction<Pictures> likeness) {
        this.real = real;
        this.likeness = likeness;
        this.realSpread = Pairs.of(real).spread();
        this.realAlike = real.count() < 2 ? 1 : likeness.applyAsDouble(real); // all others may be lost
        this.realClipped = clipped(real);
        this.realChecks = checks(real);
        this.realShare = checkShare(real);
        this.realDetail = detail(real);
        this.realColours = colours(real);
    }

    /**
     * Measures made pictures of the same shape.
     *
     * @param made normalised by their own statistics
     * @param inUse of the same noise, by the running statistics
     */
    public Gallery of(Pictures made, Pictures inUse) {
        if (!made.shape().equals(real.shape())) {
            throw new IllegalArgumentException("got pictures of %s, expected %s".formatted(made.shape(), real.shape()));
        }
        double[] madeChecks = checks(made);
        double most = 0;
        for (int i = 0; i < CHECKS.length; i++) {
            most = Math.max(most, madeChecks[i] / realChecks[i]);
        }
        double share = Math.max(0, checkShare(made) - realShare);
        Pairs pairs = Pairs.of(made);
        return new Gallery(
                pairs.spread(),
                realSpread,
                likeness.applyAsDouble(made),
                realAlike,
                pairs.closest(),
                flat(made),
                clipped(made),
                realClipped,
                most,
                share,
                detail(made),
                realDetail,
                apart(made, inUse),
                mean(made),
                tint(made));
    }

    private List<Double> tint(Pictures made) {
        double[] now = colours(made);
        return IntStream.range(0, now.length)
                .mapToObj(channel -> rounded(now[channel] - realColours[channel]))
                .toList();
    }

    /** The mean of each colour over all pictures. */
    private static double[] colours(Pictures pictures) {
        double[] sums = new double[pictures.shape().channels()];
        for (int i = 0; i < pictures.pixels().length; i++) {
            sums[i % sums.length] += (pictures.pixels()[i] & 0xff) / BYTES_PER_UNIT - 1;
        }
        double each = pictures.pixels().length / (double) sums.length;
        return Arrays.stream(sums).map(sum -> sum / each).toArray();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** The mean of all pictures, brought to four by four pixels; three digits. */
    private static List<Double> mean(Pictures pictures) {
        ImageShape shape = pictures.shape();
        int channels = shape.channels();
        double[] sums = new double[COARSE * COARSE * channels];
        long[] counts = new long[sums.length];
        for (int i = 0; i < pictures.pixels().length; i++) {
            int pixel = i % shape.bytes() / channels;
            int row = pixel / shape.width() * COARSE / shape.height();
            int column = pixel % shape.width() * COARSE / shape.width();
            int at = (row * COARSE + column) * channels + i % channels;
            sums[at] += (pictures.pixels()[i] & 0xff) / BYTES_PER_UNIT - 1;
            counts[at]++;
        }
        return IntStream.range(0, sums.length)
                .mapToObj(at -> rounded(sums[at] / counts[at]))
                .toList();
    }

    /**
     * How much of the contrast is in the highest octave of frequencies: the mean square of what a picture loses when each two
     * by two pixels become one, over that of all of it; over all such squares, wherever they begin.
     */
    private static double detail(Pictures pictures) {
        int width = pictures.shape().width();
        int height = pictures.shape().height();
        double lost = ROUNDING; // pictures of one colour have some detail too: no ratio is infinite
        double all = ROUNDING;
        for (double[] picture : lightness(pictures)) {
            for (int y = 0; y + 1 < height; y++) {
                for (int x = 0; x + 1 < width; x++) {
                    int at = y * width + x;
                    double[] four = {picture[at], picture[at + 1], picture[at + width], picture[at + width + 1]};
                    double mean = (four[0] + four[1] + four[2] + four[3]) / 4;
                    for (double value : four) {
                        lost += (value - mean) * (value - mean);
                        all += value * value;
                    }
                }
            }
        }
        return lost / all;
    }

    /** The root of the mean square of the difference of the same pictures, made in two ways. */
    private static double apart(Pictures some, Pictures others) {
        double square = 0;
        for (int i = 0; i < some.pixels().length; i++) {
            double off = ((some.pixels()[i] & 0xff) - (others.pixels()[i] & 0xff)) / BYTES_PER_UNIT;
            square += off * off;
        }
        return Math.sqrt(square / some.pixels().length);
    }

    /**
     * All pairs of different pictures.
     *
     * @param spread their mean distance
     * @param closest numbers of the two that are nearest, from 1
     */
    private record Pairs(double spread, List<Integer> closest) {
        static Pairs of(Pictures pictures) {
            double sum = 0;
            long pairs = 0;
            double least = Double.POSITIVE_INFINITY;
            List<Integer> closest = List.of();
            for (int i = 0; i < pictures.count(); i++) {
                for (int j = 0; j < i; j++) {
                    double distance = distance(pictures, i, j);
                    sum += distance;
                    pairs++;
                    if (distance < least) {
                        least = distance;
                        closest = List.of(j + 1, i + 1);
                    }
                }
            }
            return new Pairs(pairs == 0 ? 0 : sum / pairs, closest);
        }

        private static double distance(Pictures pictures, int one, int other) {
            int bytes = pictures.shape().bytes();
            byte[] all = pictures.pixels();
            long square = 0;
            for (int at = 0; at < bytes; at++) {
                int off = (all[one * bytes + at] & 0xff) - (all[other * bytes + at] & 0xff);
                square += (long) off * off;
            }
            return Math.sqrt((double) square / bytes) / BYTES_PER_UNIT;
        }
    }

    private static double flat(Pictures pictures) {
        int bytes = pictures.shape().bytes();
        int flat = 0;
        for (int i = 0; i < pictures.count(); i++) {
            double sum = 0;
            double square = 0;
            for (int at = i * bytes; at < (i + 1) * bytes; at++) {
                int value = pictures.pixels()[at] & 0xff;
                sum += value;
                square += (double) value * value;
            }
            double mean = sum / bytes;
            double deviation = Math.sqrt(Math.max(0, square / bytes - mean * mean)) / BYTES_PER_UNIT;
            flat += deviation < LEAST_CONTRAST ? 1 : 0;
        }
        return (double) flat / pictures.count();
    }

    private static double clipped(Pictures pictures) {
        int clipped = 0;
        for (byte pixel : pictures.pixels()) {
            int value = pixel & 0xff;
            clipped += value <= ALMOST || value >= 255 - ALMOST ? 1 : 0;
        }
        return (double) clipped / pictures.pixels().length;
    }

    /** The power at each frequency of {@link #CHECKS} over the mean power beside it. */
    private static double[] checks(Pictures pictures) {
        double[][] light = lightness(pictures);
        // rounding to bytes makes about this much: pictures without any detail have no checks
        double floor = (double) light[0].length * light.length / 12;
        return Arrays.stream(CHECKS)
                .mapToDouble(at -> (power(light, pictures.shape(), at[0], at[1]) + floor)
                        / (beside(light, pictures.shape(), at) + floor))
                .toArray();
    }

    /** The power at all of {@link #CHECKS} beyond that beside them, over the power at all frequencies: a share of contrast. */
    private static double checkShare(Pictures pictures) {
        double[][] light = lightness(pictures);
        double all = 0;
        for (double[] picture : light) {
            for (double value : picture) {
                all += value * value * picture.length; // Parseval
            }
        }
        double excess = 0;
        for (double[] at : CHECKS) {
            double twins = at[0] % .5 == 0 && at[1] % .5 == 0 ? 1 : 2; // -f is as strong, where it is another frequency
            double above = power(light, pictures.shape(), at[0], at[1]) - beside(light, pictures.shape(), at);
            excess += twins * Math.max(0, above);
        }
        return all == 0 ? 0 : excess / all;
    }

    /** The mean power at four frequencies next to one, towards 0. */
    private static double beside(double[][] light, ImageShape shape, double[] at) {
        double sum = 0;
        for (int n = 1; n <= 2; n++) {
            sum += power(light, shape, at[0] - (double) n / shape.width(), at[1]);
            sum += power(light, shape, at[0], at[1] - (double) n / shape.height());
        }
        return sum / 4;
    }

    /** The power of all pictures at one frequency, summed. */
    private static double power(double[][] light, ImageShape shape, double x, double y) {
        double[] cosX = wave(shape.width(), x, 0);
        double[] sinX = wave(shape.width(), x, -.25);
        double[] cosY = wave(shape.height(), y, 0);
        double[] sinY = wave(shape.height(), y, -.25);
        double sum = 0;
        for (double[] picture : light) {
            double re = 0;
            double im = 0;
            for (int row = 0; row < shape.height(); row++) {
                double rowRe = 0;
                double rowIm = 0;
                for (int column = 0; column < shape.width(); column++) {
                    double value = picture[row * shape.width() + column];
                    rowRe += value * cosX[column];
                    rowIm += value * sinX[column];
                }
                re += rowRe * cosY[row] - rowIm * sinY[row];
                im += rowRe * sinY[row] + rowIm * cosY[row];
            }
            sum += re * re + im * im;
        }
        return sum;
    }

    private static double[] wave(int length, double frequency, double phase) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = Math.cos(2 * Math.PI * (frequency * i + phase));
        }
        return values;
    }

    /** (N, H * W): the mean of the colours, less the picture's own mean. */
    private static double[][] lightness(Pictures pictures) {
        int channels = pictures.shape().channels();
        int colours = Math.min(3, channels);
        int area = pictures.shape().bytes() / channels;
        double[][] light = new double[pictures.count()][area];
        for (int i = 0; i < light.length; i++) {
            double mean = 0;
            for (int pixel = 0; pixel < area; pixel++) {
                int at = i * pictures.shape().bytes() + pixel * channels;
                double sum = 0;
                for (int channel = 0; channel < colours; channel++) {
                    sum += pictures.pixels()[at + channel] & 0xff;
                }
                light[i][pixel] = sum / colours;
                mean += light[i][pixel] / area;
            }
            for (int pixel = 0; pixel < area; pixel++) {
                light[i][pixel] -= mean;
            }
        }
        return light;
    }
}
