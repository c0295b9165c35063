package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.trace.plane.PlaneView;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where real points lie. */
class DistributionTest {
    private static final int COUNT = 20_000;

    static List<String> names() {
        return List.copyOf(Distribution.byName().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void points_lie_in_the_plane_that_is_shown_and_not_all_in_one_place(String name) {
        double[][] points = Distribution.named(name).draw(new SplittableRandom(1), COUNT);

        assertThat(Arrays.stream(points))
                .allSatisfy(point -> assertThat(Math.max(Math.abs(point[0]), Math.abs(point[1])))
                        .isLessThan(PlaneView.EXTENT));
        assertThat(deviation(points, 0)).isBetween(0.3, 0.9);
        assertThat(Math.abs(mean(points, 0))).isLessThan(0.25);
        assertThat(Math.abs(mean(points, 1))).isLessThan(0.25);
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_same_random_numbers_give_the_same_points(String name) {
        Distribution data = Distribution.named(name);

        assertThat(data.draw(new SplittableRandom(7), 50)).isDeepEqualTo(data.draw(new SplittableRandom(7), 50));
        assertThat(data.draw(new SplittableRandom(7), 50)).isNotEqualTo(data.draw(new SplittableRandom(8), 50));
    }

    @Test
    void modes_have_equal_shares_and_their_deviation() {
        Distribution grid = Distribution.named("grid");
        double[][] points = grid.draw(new SplittableRandom(1), COUNT);

        int[] shares = new Measures(grid, points).nearModes(points);

        assertThat(shares).hasSize(25);
        assertThat(Arrays.stream(shares).asDoubleStream().boxed())
                .allSatisfy(share -> assertThat(share).isCloseTo(COUNT / 25.0, within(120.0)));
        double[][] middle = Arrays.stream(points)
                .filter(point -> Math.hypot(point[0], point[1]) < 0.2)
                .toArray(double[][]::new);
        assertThat(deviation(middle, 0)).isCloseTo(grid.sigma(), within(0.003));
    }

    @Test
    void drawn_points_come_back_as_small_heaps() {
        double[][] drawn = {{-1, 0.5}, {0.75, -0.25}};

        double[][] points = new Distribution.Scattered(drawn).draw(new SplittableRandom(1), 1000);

        assertThat(Arrays.stream(points))
                .allSatisfy(point -> assertThat(Math.min(distance(point, drawn[0]), distance(point, drawn[1])))
                        .isLessThan(0.12));
        assertThat(Arrays.stream(points))
                .anySatisfy(point -> assertThat(distance(point, drawn[0])).isLessThan(0.05));
        assertThat(Arrays.stream(points))
                .anySatisfy(point -> assertThat(distance(point, drawn[1])).isLessThan(0.05));
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }

    private static double mean(double[][] points, int axis) {
        return Arrays.stream(points).mapToDouble(point -> point[axis]).average().orElseThrow();
    }

    private static double deviation(double[][] points, int axis) {
        double mean = mean(points, axis);
        return Math.sqrt(Arrays.stream(points)
                .mapToDouble(point -> (point[axis] - mean) * (point[axis] - mean))
                .average()
                .orElseThrow());
    }
}
