package dev.gannet.feature;

import dev.gannet.config.Seeds;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Features of a network that has learned nothing: three blocks of a random 3x3 convolution (orthogonal, 32, 64 and 128
 * channels), LeakyReLU 0.2 and 2x2 mean; of each block, every channel's mean and standard deviation over the picture: 448
 * numbers. Takes pictures of any shape: grey ones as three equal channels, those with opacity laid over the middle grey.
 *
 * <p>Distances in it rank the checkpoints of one run; they are no scale of quality. The weights are a function of the seed
 * alone, drawn and made orthogonal in plain Java, so that every machine has the same.
 *
 * @see <a href="https://arxiv.org/abs/2002.09797">Naeem et al. 2020, section 3.3, on random embeddings</a>
 */
public final class RandomFeatures implements FeatureSpace {
    private static final int[] CHANNELS = {3, 32, 64, 128};
    private static final int TAPS = 9;
    private static final double SLOPE = 0.2;
    private static final int DIMS = 2 * (32 + 64 + 128);

    private final long seed;
    private final List<Tensor> blocks = new ArrayList<>();
    private final String hash;

    /** The network of this seed. */
    public RandomFeatures(long seed) {
        this.seed = seed;
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        for (int block = 1; block < CHANNELS.length; block++) {
            int out = CHANNELS[block];
            int in = CHANNELS[block - 1];
            try (StepScope scope = StepScope.open()) {
                float[] weight = orthogonal(new SplittableRandom(Seeds.mix(seed, block)), out, in * TAPS);
                Tensor tensor = scope.keep(Tensor.create(weight, out, in, 3, 3));
                blocks.add(tensor);
                named.put("block" + block + ".weight", tensor);
            }
        }
        this.hash = new Weights(named).hash();
    }

    /**
     * A matrix whose shorter side's vectors are orthogonal, of a length that keeps the size of what passes through, LeakyReLU
     * included (He et al. 2015, eq. 15).
     */
    static float[] orthogonal(SplittableRandom random, int rows, int columns) {
        boolean wide = rows <= columns;
        int count = wide ? rows : columns;
        int length = wide ? columns : rows;
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                vectors[i][k] = random.nextGaussian();
            }
            for (int j = 0; j < i; j++) { // Gram and Schmidt, modified
                double along = dot(vectors[i], vectors[j]);
                for (int k = 0; k < length; k++) {
                    vectors[i][k] -= along * vectors[j][k];
                }
            }
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int k = 0; k < length; k++) {
                vectors[i][k] /= norm;
            }
        }
        double gain = Math.sqrt(2 / (1 + SLOPE * SLOPE));
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            int row = i / columns;
            int column = i % columns;
            matrix[i] = (float) (gain * (wide ? vectors[row][column] : vectors[column][row]));
        }
        return matrix;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public String name() {
        return "RF1-" + seed;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public int dims() {
        return DIMS;
    }

    @Override
    public Features of(Pictures pictures) {
        return new Inference(DIMS, this::forward).of(pictures);
    }

    private Tensor forward(Pictures some) {
        Tensor x = colours(Images.toTensor(some.pixels(), some.count(), some.shape()));
        TensorVector parts = new TensorVector();
        for (Tensor weight : blocks) {
            Tensor y = torch.conv2d(
                    x, weight, new TensorOptional(), new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 1}, 1);
            x = torch.avg_pool2d(torch.leaky_relu_(y, new Scalar(SLOPE)), 2, 2);
            Tensor flat = x.flatten(2, -1); // (N, C, H * W)
            parts.push_back(flat.mean(2));
            parts.push_back(flat.var(new long[] {2}, false, false).sqrt());
        }
        return torch.cat(parts, 1);
    }

    /** (N, 1, 3 or 4, H, W) to (N, 3, H, W). */
    private static Tensor colours(Tensor x) {
        return switch ((int) x.size(1)) {
            case 1 -> x.expand(-1, 3, -1, -1);
            case 4 ->
                x.narrow(1, 0, 3).mul(x.narrow(1, 3, 1).add(new Scalar(1f)).mul(new Scalar(0.5f)));
            default -> x;
        };
    }

    @Override
    public void close() {
        blocks.forEach(Tensor::close);
    }
}
