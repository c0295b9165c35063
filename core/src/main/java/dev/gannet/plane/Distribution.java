package dev.gannet.plane;

import dev.gannet.config.Choices;
import dev.gannet.trace.plane.PlaneView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** Where the real points of a game lie. Numbers are within about {@link PlaneView#EXTENT} of 0. */
public sealed interface Distribution {
    /** One real point, a pair. */
    double[] draw(RandomGenerator random);

    /** The centres of its modes, pairs; empty if it has none. */
    default double[][] modes() {
        return new double[0][];
    }

    /** The standard deviation of a mode along either axis; 0 without modes. */
    default double sigma() {
        return 0;
    }

    /** So many real points, (count, 2). */
    default double[][] draw(RandomGenerator random, int count) {
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) {
            points[i] = draw(random);
        }
        return points;
    }

    /**
     * The distribution of that name.
     *
     * @throws dev.gannet.config.UserException (usage) with the nearest name, if there is none
     */
    static Distribution named(String name) {
        return Choices.named("distribution", name, byName());
    }

    /** Every distribution that has a name. */
    static SequencedMap<String, Distribution> byName() {
        SequencedMap<String, Distribution> all = new LinkedHashMap<>();
        all.put("line", new Line());
        all.put("two", new Gaussians(new double[][] {{-0.7, 0}, {0.7, 0}}, 0.1));
        all.put("three", new Gaussians(circle(3, 0.9), 0.1));
        all.put("eight", new Gaussians(circle(8, 1), 0.05));
        all.put("grid", new Gaussians(grid(5, 0.5), 0.03));
        all.put("ring", new Ring());
        all.put("spiral", new Spiral());
        all.put("moons", new Moons());
        return all;
    }

    /**
     * Round heaps of equal weight.
     *
     * @param modes their centres
     * @param sigma their standard deviation along either axis
     */
    record Gaussians(double[][] modes, double sigma) implements Distribution {
        @Override
        public double[] draw(RandomGenerator random) {
            return near(random, modes[random.nextInt(modes.length)], sigma);
        }
    }

    /** A straight line, a little blurred. */
    record Line() implements Distribution {
        @Override
        public double[] draw(RandomGenerator random) {
            double at = random.nextDouble(-1, 1);
            return near(random, new double[] {at, 0.5 * at}, 0.02);
        }
    }

    /** The circle of radius 1, a little blurred. */
    record Ring() implements Distribution {
        @Override
        public double[] draw(RandomGenerator random) {
            return near(random, polar(1, random.nextDouble(2 * Math.PI)), 0.03);
        }
    }

    /** One arm that goes round twice. */
    record Spiral() implements Distribution {
        @Override
        public double[] draw(RandomGenerator random) {
            double along = Math.sqrt(random.nextDouble()); // about as many points on every piece of the arm
            return near(random, polar(0.15 + 1.05 * along, 4 * Math.PI * along), 0.02);
        }
    }

    /** Two half circles, each around an end of the other. */
    record Moons() implements Distribution {
        @Override
        public double[] draw(RandomGenerator random) {
            double[] on = polar(0.8, random.nextDouble(Math.PI));
            double[] moon = random.nextBoolean()
                    ? new double[] {on[0] - 0.4, on[1] - 0.2}
                    : new double[] {0.4 - on[0], 0.2 - on[1]};
            return near(random, moon, 0.04);
        }
    }

    /**
     * Points that somebody has drawn or brought along, each a small heap.
     *
     * @param points (count, 2), at least one
     */
    record Scattered(double[][] points) implements Distribution {
        private static final double BLUR = 0.02;

        @Override
        public double[] draw(RandomGenerator random) {
            return near(random, points[random.nextInt(points.length)], BLUR);
        }
    }

    private static double[] near(RandomGenerator random, double[] centre, double sigma) {
        return new double[] {centre[0] + sigma * random.nextGaussian(), centre[1] + sigma * random.nextGaussian()};
    }

    private static double[] polar(double radius, double angle) {
        return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }

    private static double[][] circle(int count, double radius) {
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) {
            points[i] = polar(radius, Math.PI / 2 + 2 * Math.PI * i / count);
        }
        return points;
    }

    private static double[][] grid(int side, double distance) {
        List<double[]> points = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                points.add(new double[] {distance * (column - side / 2), distance * (row - side / 2)});
            }
        }
        return points.toArray(double[][]::new);
    }
}
