package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.data.EpochOrder;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Rejected;

/** Whether images look the same left to right, on average: shoes that all point one way do not. */
public final class Symmetry {
    private static final int LOOKED_AT = 500;
    private static final double CHANCE = 2; // times the difference that chance alone makes

    private Symmetry() {}

    /**
     * Looks at some of the images.
     *
     * @param source borrowed
     * @param seed of which
     */
    public static boolean of(ImageSource source, long seed) {
        ImageShape shape = source.shape();
        int bytes = shape.bytes();
        double[] sum = new double[bytes];
        double[] squares = new double[bytes];
        byte[] pixels = new byte[bytes];
        EpochOrder order = new EpochOrder(seed, source.count());
        int count = 0;
        for (int i = 0; i < source.count() && count < LOOKED_AT; i++) {
            try {
                source.read(order.at(i), 0, pixels, 0);
            } catch (Rejected e) {
                continue; // who trains is told
            }
            for (int k = 0; k < bytes; k++) {
                double value = Byte.toUnsignedInt(pixels[k]);
                sum[k] += value;
                squares[k] += value * value;
            }
            count++;
        }
        return count > 1 && isSymmetric(shape, sum, squares, count);
    }

    /** Mean squared difference of the average image and its mirror image, against the variance of that difference. */
    private static boolean isSymmetric(ImageShape shape, double[] sum, double[] squares, int count) {
        double difference = 0;
        double expected = 0;
        int row = shape.width() * shape.channels();
        for (int k = 0; k < sum.length; k++) {
            int x = k % row / shape.channels();
            int mirrored = k - k % row + (shape.width() - 1 - x) * shape.channels() + k % shape.channels();
            double apart = (sum[k] - sum[mirrored]) / count;
            difference += apart * apart;
            expected += 2 * (squares[k] / count - Math.pow(sum[k] / count, 2)) / count;
        }
        return difference <= CHANCE * CHANCE * expected;
    }
}
