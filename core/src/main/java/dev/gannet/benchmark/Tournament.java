package dev.gannet.benchmark;

import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Reference;
import dev.gannet.train.Tempo;
import dev.gannet.train.Trainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Learning rates and penalties against each other on the images at hand: all of them for a short time, then the best three, from
 * another seed, for a longer one. What wins a short race need not win a long one; it is better than a guess.
 *
 * <p>In a round, all do the same number of steps, which none of these settings makes slower: a machine that has other things to do
 * for a minute is nobody's disadvantage.
 *
 * @param base what is varied
 * @param decays whether learning rates fall over each training
 * @param entrants in the order in which they run
 */
public record Tournament(RunConfig base, boolean decays, List<Entrant> entrants) {
    private static final int FINALISTS = 3;
    private static final double[] RATES = {0.5, 1, 2};
    private static final double[] GAMMAS = {0.25, 1, 4};

    /**
     * One choice.
     *
     * @param lr learning rate of both networks
     * @param gamma weight of the penalties
     */
    public record Entrant(double lr, double gamma) {
        private RunConfig of(RunConfig base, long seed) {
            Game game = base.recipe().game().withLr(lr);
            LossConfig loss = game.loss() instanceof LossConfig.Relativistic(double _, int every)
                    ? new LossConfig.Relativistic(gamma, every)
                    : game.loss();
            return base.withRecipe(base.recipe().withGame(game.withLoss(loss))).withSeed(seed);
        }
    }

    /**
     * What an entrant reached in a round.
     *
     * @param round 1 or 2
     * @param entrant who
     * @param point where it stood at the end
     */
    public record Result(int round, Entrant entrant, Race.Point point) {}

    /**
     * What came of it.
     *
     * @param results of both rounds, the best of each round first
     * @param winner the settings of the best of the last round, from the base's seed, its learning rate constant
     */
    public record Outcome(List<Result> results, RunConfig winner) {
        /** A table for people. */
        public String table() {
            StringBuilder text = new StringBuilder("round  learning rate    gamma  distance  coverage  images\n");
            for (Result result : results) {
                text.append(String.format(
                        Locale.ROOT,
                        "%5d  %13s  %7s  %8.1f  %8.2f  %,6d%n",
                        result.round(),
                        (float) result.entrant().lr(),
                        (float) result.entrant().gamma(),
                        result.point().frechet(),
                        result.point().coverage(),
                        result.point().images()));
            }
            return text.toString();
        }
    }

    /** Half and twice the learning rate, a quarter and four times the penalty, in all combinations, of recipe modern. */
    public static Tournament around(RunConfig base, Recipe.Modern recipe, boolean decays) {
        Game game = recipe.game();
        double gamma = game.loss() instanceof LossConfig.Relativistic(double weight, int _) ? weight : 0;
        List<Entrant> entrants = new ArrayList<>();
        for (double rate : RATES) {
            for (double factor : gamma == 0 ? new double[] {1} : GAMMAS) {
                entrants.add(new Entrant(game.optimizer().lr() * rate, gamma * factor));
            }
        }
        return new Tournament(base.withRecipe(recipe), decays, entrants);
    }

    /**
     * Plays it.
     *
     * @param source the real images; stays the caller's
     * @param reference the real side of the comparison
     * @param seconds of training in all, half of them for each round: as many steps as fit into them by what a step takes when the
     *     round begins; a first round that takes longer leaves a quarter of them at least
     * @param told a line before every round and after every entrant
     */
    public Outcome play(ImageSource source, Reference reference, double seconds, Consumer<String> told)
            throws InterruptedException {
        Round first = new Round(1, entrants, source, reference, told);
        List<Result> results = first.play(seconds / 2);
        List<Entrant> best =
                results.stream().map(Result::entrant).limit(FINALISTS).toList();
        double spent =
                results.stream().mapToDouble(result -> result.point().seconds()).sum();
        List<Result> all = new ArrayList<>(
                new Round(2, best, source, reference, told).play(Math.max(seconds / 4, seconds - spent)));
        Entrant winner = all.getFirst().entrant();
        all.addAll(results);
        return new Outcome(all, winner.of(base, base.seed()));
    }

    /** Some of the entrants against each other, from one seed. */
    private final class Round {
        private final int number;
        private final List<Entrant> playing;
        private final ImageSource source;
        private final Reference reference;
        private final Consumer<String> told;

        Round(int number, List<Entrant> playing, ImageSource source, Reference reference, Consumer<String> told) {
            this.number = number;
            this.playing = playing;
            this.source = source;
            this.reference = reference;
            this.told = told;
        }

        /** The best first. */
        List<Result> play(double seconds) throws InterruptedException {
            long steps = Tempo.of(base, source, seconds).steps(seconds / playing.size());
            told.accept("tune     round %d: %d trainings of %,d steps".formatted(number, playing.size(), steps));
            List<Result> results = new ArrayList<>();
            for (Entrant entrant : playing) {
                RunConfig config = entrant.of(base, base.seed() + number - 1);
                Race.Point point = trained(decays ? Tempo.slowingDown(config, steps) : config, steps);
                results.add(new Result(number, entrant, point));
                told.accept(String.format(
                        Locale.ROOT,
                        "tune     round %d, %d of %d: learning rate %s, gamma %s: distance %.1f, coverage %.2f",
                        number,
                        results.size(),
                        playing.size(),
                        (float) entrant.lr(),
                        (float) entrant.gamma(),
                        point.frechet(),
                        point.coverage()));
            }
            results.sort(Comparator.comparing(result -> result.point().frechet()));
            return results;
        }

        private Race.Point trained(RunConfig config, long steps) throws InterruptedException {
            try (Trainer trainer = new Trainer(config, source)) {
                long start = System.nanoTime();
                for (long step = 0; step < steps; step++) {
                    trainer.step(false);
                }
                return Race.Point.of(trainer, config, (System.nanoTime() - start) / 1e9, reference);
            }
        }
    }
}
