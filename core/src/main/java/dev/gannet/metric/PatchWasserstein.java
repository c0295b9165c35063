package dev.gannet.metric;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.StepScope;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sliced Wasserstein distance (SWD) between the patches of two sets of pictures, at each level of a Laplacian pyramid: the
 * finest compares sharpness and texture, the coarsest large shapes. The patches of each set are brought to mean 0 and deviation
 * 1 by themselves, channel by channel: brightness, contrast and tint are not seen, for which there are {@link Colours}. Grey
 * pictures count as three equal channels, opacity is left out.
 *
 * @param patches of each picture and level, of 7 by 7 pixels at random places
 * @param repeats of the directions
 * @param directions in each repeat
 * @param seed of places and directions: drawn level by level, first the places in one set, column then row, then those in the
 *     other, then the directions
 * @see <a href="https://arxiv.org/abs/1710.10196">Karras et al. 2018, section 5 and the code that came with it</a>
 */
public record PatchWasserstein(int patches, int repeats, int directions, long seed) {
    /** SWD-2k, for 2048 pictures: half of the paper's patches, and an eighth of its pictures, which would take gigabytes. */
    public static final PatchWasserstein SWD_2K = new PatchWasserstein(64, 4, 128, 1);

    private static final int SIDE = 7;
    private static final int CHANNELS = 3;
    private static final int NUMBERS = CHANNELS * SIDE * SIDE;
    private static final int COARSEST = 16; // pixels
    private static final int AT_ONCE = 16; // directions

    /**
     * A thousand times the distance, at least 0.
     *
     * @param levels the finest first
     * @param average over them
     */
    public record Levels(List<Double> levels, double average) {
        /** Copies the list. */
        public Levels {
            levels = List.copyOf(levels);
        }
    }

    /** The same with other patches and directions. */
    public PatchWasserstein withSeed(long other) {
        return new PatchWasserstein(patches, repeats, directions, other);
    }

    /** Levels of a picture: each half the size of the one before, as long as sizes are even and 16 pixels are left. */
    public static int levels(ImageShape shape) {
        int levels = 1;
        int width = shape.width();
        int height = shape.height();
        while (width % 2 == 0 && height % 2 == 0 && Math.min(width, height) / 2 >= COARSEST) {
            width /= 2;
            height /= 2;
            levels++;
        }
        return levels;
    }

    /**
     * The distance. Of a set with itself it is not quite 0: either time other patches are taken.
     *
     * @param one as many pictures as {@code other}, of the same shape
     */
    public Levels between(Pictures one, Pictures other) {
        if (!one.shape().equals(other.shape()) || one.count() != other.count() || one.count() == 0) {
            throw new IllegalArgumentException("%d pictures of %s and %d of %s: expected the same number and shape"
                    .formatted(one.count(), one.shape(), other.count(), other.shape()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> levels = new ArrayList<>();
        for (int level = 0; level < levels(one.shape()); level++) {
            float[] patchesOfOne = normalised(patches(one, level, random));
            float[] patchesOfOther = normalised(patches(other, level, random));
            levels.add(1000 * distance(patchesOfOne, patchesOfOther, random));
        }
        return new Levels(
                levels,
                levels.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    /** (pictures x patches, channels x rows x columns). */
    private float[] patches(Pictures pictures, int level, SplittableRandom random) {
        float[] out = new float[Math.multiplyExact(pictures.count() * patches, NUMBERS)];
        int at = 0;
        for (int picture = 0; picture < pictures.count(); picture++) {
            Plane[] planes = planes(pictures, picture, level);
            for (int i = 0; i < patches; i++) {
                int left = random.nextInt(planes[0].width() - SIDE + 1);
                int top = random.nextInt(planes[0].height() - SIDE + 1);
                for (Plane plane : planes) {
                    for (int row = 0; row < SIDE; row++) {
                        System.arraycopy(plane.values(), (top + row) * plane.width() + left, out, at, SIDE);
                        at += SIDE;
                    }
                }
            }
        }
        return out;
    }

    private static Plane[] planes(Pictures pictures, int picture, int level) {
        Plane[] planes = new Plane[CHANNELS];
        boolean grey = pictures.shape().channels() == 1;
        for (int channel = 0; channel < CHANNELS; channel++) {
            planes[channel] = grey && channel > 0 ? planes[0] : laplacian(Plane.of(pictures, picture, channel), level);
        }
        return planes;
    }

    /** What a level holds that the next coarser does not; the last one holds the rest. */
    private static Plane laplacian(Plane plane, int level) {
        Plane here = plane;
        for (int i = 0; i < level; i++) {
            here = here.down();
        }
        ImageShape shape = new ImageShape(1, here.height(), here.width());
        return levels(shape) == 1 ? here : here.minus(here.down().up());
    }

    /** Mean 0 and deviation 1 in each channel over all patches, in place; what is the same everywhere stays 0. */
    private static float[] normalised(float[] patches) {
        int size = SIDE * SIDE;
        double count = (double) patches.length / CHANNELS;
        double[] mean = new double[CHANNELS];
        double[] square = new double[CHANNELS];
        for (int i = 0; i < patches.length; i++) {
            mean[i / size % CHANNELS] += patches[i] / count;
        }
        for (int i = 0; i < patches.length; i++) {
            double deviation = patches[i] - mean[i / size % CHANNELS];
            square[i / size % CHANNELS] += deviation * deviation / count;
        }
        for (int i = 0; i < patches.length; i++) {
            int channel = i / size % CHANNELS;
            double deviation = square[channel] == 0 ? 1 : Math.sqrt(square[channel]);
            patches[i] = (float) ((patches[i] - mean[channel]) / deviation);
        }
        return patches;
    }

    private double distance(float[] one, float[] other, SplittableRandom random) {
        int count = one.length / NUMBERS;
        double sum = 0;
        try (StepScope scope = StepScope.open()) {
            Tensor a = Tensor.create(one, count, NUMBERS).t();
            Tensor b = Tensor.create(other, count, NUMBERS).t();
            int all = repeats * directions;
            for (int done = 0; done < all; done += AT_ONCE) {
                int now = Math.min(AT_ONCE, all - done);
                float[] drawn = directions(now, random);
                float[] alongA = along(drawn, a);
                float[] alongB = along(drawn, b);
                double[] distances = IntStream.range(0, now)
                        .parallel()
                        .mapToDouble(i -> distance(alongA, alongB, i * count, (i + 1) * count))
                        .toArray();
                sum += Arrays.stream(distances).sum();
            }
            return sum / all;
        }
    }

    /** Unit vectors. */
    private static float[] directions(int count, SplittableRandom random) {
        float[] out = new float[count * NUMBERS];
        double[] direction = new double[NUMBERS];
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int j = 0; j < NUMBERS; j++) {
                direction[j] = random.nextGaussian();
                square += direction[j] * direction[j];
            }
            for (int j = 0; j < NUMBERS; j++) {
                out[i * NUMBERS + j] = (float) (direction[j] / Math.sqrt(square));
            }
        }
        return out;
    }

    /** Where patches lie along directions: direction by direction. */
    private static float[] along(float[] directions, Tensor patches) {
        try (StepScope scope = StepScope.open()) {
            Tensor product = torch.mm(Tensor.create(directions, directions.length / NUMBERS, NUMBERS), patches);
            float[] out = new float[Math.toIntExact(product.numel())];
            FloatBuffer buffer = product.contiguous().createBuffer();
            buffer.get(out);
            return out;
        }
    }

    /** Sorts a part of either, in place. */
    private static double distance(float[] a, float[] b, int from, int to) {
        Arrays.sort(a, from, to);
        Arrays.sort(b, from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / (to - from);
    }
}
