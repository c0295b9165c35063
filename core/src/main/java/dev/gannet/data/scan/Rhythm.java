package dev.gannet.data.scan;

import java.util.Arrays;

/**
 * How periodic a row of step heights is, against the median of its spectrum from a period of 6 2/3 down.
 *
 * @param any the strongest period between 2 and 5 that is none of a JPEG's blocks
 * @param even a period of 2, less what the blocks of a JPEG add to it
 */
record Rhythm(double any, double even) {
    /** Keeps the logarithm finite, and steps that are no more than noise from counting. */
    private static final double NOISE = 0.05;

    private static final int SMOOTH = 4;
    /** Whole numbers of the periods 2, 3, 4 and 8 fit into multiples of it. */
    private static final int COMMON = 24;

    /** Of at least 48 heights. */
    static Rhythm of(double[] heights) {
        double[] rough = rough(heights);
        int length = rough.length / COMMON * COMMON;
        double[] spectrum = spectrum(rough, length);
        double[] fast = Arrays.copyOfRange(spectrum, (int) (0.15 * length) + 1, spectrum.length);
        Arrays.sort(fast);
        double usual = Math.max(fast[fast.length / 2], 1e-9);
        double blocks = Math.max(spectrum[length / 8], spectrum[3 * length / 8]);
        double any = 0;
        for (int i = length / 5 + 1; i < 0.49 * length; i++) {
            if (Math.abs(i - length / 4) > 1 && Math.abs(i - 3 * length / 8) > 1) {
                any = Math.max(any, spectrum[i]);
            }
        }
        return new Rhythm(any / usual, (spectrum[length / 2] - blocks) / usual);
    }

    /** Logarithms less their mean over the nine around. */
    private static double[] rough(double[] heights) {
        double[] logs = new double[heights.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(heights[i] + NOISE);
        }
        double[] rough = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            double sum = 0;
            for (int j = i - SMOOTH; j <= i + SMOOTH; j++) {
                sum += logs[Math.clamp(j, 0, logs.length - 1)];
            }
            rough[i] = logs[i] - sum / (2 * SMOOTH + 1);
        }
        return rough;
    }

    /** Amplitudes of the frequencies 0 to 1/2; directly, as a few hundred values take no longer than anything else. */
    private static double[] spectrum(double[] values, int length) {
        double[] cosine = new double[length];
        double[] sine = new double[length];
        for (int i = 0; i < length; i++) {
            cosine[i] = Math.cos(2 * Math.PI * i / length);
            sine[i] = Math.sin(2 * Math.PI * i / length);
        }
        double[] spectrum = new double[length / 2 + 1];
        for (int frequency = 0; frequency < spectrum.length; frequency++) {
            double real = 0;
            double imaginary = 0;
            int turn = 0;
            for (int i = 0; i < length; i++) {
                real += values[i] * cosine[turn];
                imaginary += values[i] * sine[turn];
                turn += frequency;
                turn -= turn >= length ? length : 0;
            }
            spectrum[frequency] = Math.hypot(real, imaginary);
        }
        return spectrum;
    }
}
