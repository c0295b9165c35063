package dev.gannet.train;

import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Strip;
import dev.gannet.trace.Units.Unit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What comes out of the units of a layer.
 *
 * @param shape for one image: units, height and width, or units, or nothing
 * @param spread (units), standard deviations over the batch and all pixels
 * @param values (units, H, W) or (units), those of one image
 */
@SuppressWarnings("ArrayRecordComponent") // from tensor to page, never compared
record UnitValues(List<Long> shape, double[] spread, float[] values) {
    private static final int MAPS = 16;
    private static final int BARS = 64;

    /**
     * Reads them.
     *
     * @param output (N), (N, units) or (N, units, H, W) of any float type
     * @param image the number of the one whose values are kept
     */
    static UnitValues of(Tensor output, int image) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor all = output.to(ScalarType.Float)
                    .reshape(output.size(0), output.dim() == 1 ? 1 : output.size(1), -1); // (N, units, pixels)
            return new UnitValues(
                    LongStream.range(1, output.dim()).mapToObj(output::size).toList(),
                    TensorBytes.doubles(mean(all.sub(mean(all)).square()).sqrt()),
                    TensorBytes.floats(all.select(0, image)));
        }
    }

    /** (N, units, pixels) to (1, units, 1). */
    private static Tensor mean(Tensor values) {
        return values.mean(new long[] {0, 2}, true, new ScalarTypeOptional());
    }

    /** The numbers of the units with the largest spread, largest first: so many, if there are as many. */
    int[] largestSpread(int most) {
        return largest(spread, most);
    }

    /** Where the largest of some values are, largest first: so many, if there are as many. */
    static int[] largest(double[] values, int most) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer at) -> -values[at]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Those of them that are shown. */
    List<Unit> units() {
        return Arrays.stream(largestSpread(hasPixels() ? MAPS : BARS))
                .mapToObj(unit -> new Unit(unit, spread[unit], lowest(of(unit)), highest(of(unit))))
                .toList();
    }

    /** What comes out of these, if it has rows and columns. */
    Optional<Strip> maps() {
        if (!hasPixels()) {
            return Optional.empty();
        }
        int[] numbers = largestSpread(MAPS);
        int pixels = values.length / spread.length;
        float[] maps = new float[numbers.length * pixels];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(values, numbers[i] * pixels, maps, i * pixels, pixels);
        }
        int height = Math.toIntExact(shape.get(1));
        int width = Math.toIntExact(shape.get(2));
        return Optional.of(Sketch.greys(maps, height, width, lowest(maps), highest(maps)));
    }

    private boolean hasPixels() {
        return shape.size() == 3;
    }

    private float[] of(int unit) {
        int pixels = values.length / spread.length;
        return Arrays.copyOfRange(values, unit * pixels, (unit + 1) * pixels);
    }

    private static double lowest(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .min()
                .orElse(0);
    }

    private static double highest(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .max()
                .orElse(0);
    }
}
