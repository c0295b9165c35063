package dev.gannet.benchmark;

import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Comparison;
import dev.gannet.evaluate.Reference;
import dev.gannet.evaluate.Score;
import dev.gannet.run.Pictures;
import dev.gannet.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Recipes against each other: each is trained for the same seconds on the same images, from several seeds, in turn, and its
 * pictures are compared with the same real ones at the same moments. Evaluations do not count as training; nor does what
 * exceeds {@link #MOST_SECONDS} in a step, when the program was held or the machine slept.
 *
 * @param source the real images; stays the caller's
 * @param reference the real side of the comparison
 * @param moments seconds of training after which is compared, ascending; the last one ends a training
 */
public record Race(ImageSource source, Reference reference, List<Double> moments) {
    private static final double MOST_SECONDS = 2;

    /**
     * What a runner had reached at a moment.
     *
     * @param seconds of training
     * @param steps done
     * @param images real ones seen
     * @param frechet distance in the reference's feature space
     * @param kernel kernel distance in the same space, without bias
     * @param precision share of the made pictures that are like real ones
     * @param recall share of the real pictures that are like made ones
     * @param density how crowded the places of the made pictures are
     * @param coverage share of the real pictures with a made one near
     * @param copies share of the made pictures that lie nearer to one of the real pictures, pixel by pixel, than one in a hundred
     *     of other real ones does
     */
    public record Point(
            double seconds,
            long steps,
            long images,
            double frechet,
            double kernel,
            double precision,
            double recall,
            double density,
            double coverage,
            double copies) {
        /** Where a training stands after so many seconds. */
        static Point of(Trainer trainer, RunConfig config, double seconds, Reference reference) {
            Comparison found = reference.compare(trainer.fresh(reference.n()));
            Score score = found.score();
            long steps = trainer.step();
            return new Point(
                    seconds,
                    steps,
                    steps * config.recipe().game().imagesPerStep(),
                    score.frechet(),
                    found.kernel(),
                    score.prdc().precision(),
                    score.prdc().recall(),
                    score.prdc().density(),
                    score.prdc().coverage(),
                    found.copies().share());
        }
    }

    /**
     * One training.
     *
     * @param recipe its name
     * @param seed of everything that is random in it
     * @param points in the order of the moments
     */
    public record Lap(String recipe, long seed, List<Point> points) {}

    /** A lap, and what its pictures look like at the end. */
    public record Run(Lap lap, Pictures pictures) {}

    /**
     * Trains once.
     *
     * @param told after every moment
     */
    public Run run(RunConfig config, Consumer<Point> told) throws InterruptedException {
        try (Trainer trainer = new Trainer(config, source)) {
            List<Point> points = new ArrayList<>();
            double trained = 0;
            for (double moment : moments) {
                trained += train(trainer, moment - trained);
                points.add(Point.of(trainer, config, trained, reference));
                told.accept(points.getLast());
            }
            return new Run(new Lap(config.recipe().name(), config.seed(), points), trainer.sample(64));
        }
    }

    /** Whole steps, until so many seconds are over; how many there were. */
    private static double train(Trainer trainer, double seconds) throws InterruptedException {
        double passed = 0;
        while (passed < seconds) {
            long start = System.nanoTime();
            trainer.step(false);
            passed += Math.min((System.nanoTime() - start) / 1e9, MOST_SECONDS);
        }
        return passed;
    }
}
