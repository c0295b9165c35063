package dev.gannet.plane;

import dev.gannet.tensor.TensorBytes;
import org.bytedeco.pytorch.Tensor;

/** Points as rows of numbers: of tensors, to tensors, and as short as a page needs them. */
final class Points {
    private static final int DIGITS = 4;

    private Points() {}

    /** (N, ...) to N rows. */
    static double[][] of(Tensor tensor) {
        double[] all = TensorBytes.doubles(tensor.detach());
        int size = all.length / Math.toIntExact(tensor.size(0));
        double[][] rows = new double[Math.toIntExact(tensor.size(0))][size];
        for (int i = 0; i < all.length; i++) {
            rows[i / size][i % size] = all[i];
        }
        return rows;
    }

    /** Points as the networks take them: (N, 2, 1, 1), attached to the current scope. */
    static Tensor tensor(double[][] points) {
        float[] values = new float[2 * points.length];
        for (int i = 0; i < points.length; i++) {
            values[2 * i] = (float) points[i][0];
            values[2 * i + 1] = (float) points[i][1];
        }
        return Tensor.create(values, points.length, 2, 1, 1);
    }

    /** Rounded to four digits, in place. */
    static double[][] brief(double[][] rows) {
        for (double[] row : rows) {
            brief(row);
        }
        return rows;
    }

    /** Rounded to four digits, in place. */
    static double[] brief(double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = brief(row[i]);
        }
        return row;
    }

    private static double brief(double x) {
        if (x == 0 || !Double.isFinite(x)) {
            return 0;
        }
        int places = DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(x)));
        double scale = Math.pow(10, Math.abs(places));
        return places >= 0 ? Math.round(x * scale) / scale : Math.round(x / scale) * scale;
    }
}
