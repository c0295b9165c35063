package dev.gannet.benchmark;

import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.train.Tempo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Learning rates and penalties against each other on the images at hand: all of them for a short time, then the best three, from
 * another seed, for a longer one. What wins a short race need not win a long one; it is better than a guess.
 *
 * @param base what is varied
 * @param tempo how quickly it steps, if learning rates are to fall over each training; else they stay
 * @param entrants in the order in which they run
 */
public record Tournament(RunConfig base, Optional<Tempo> tempo, List<Entrant> entrants) {
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
    public static Tournament around(RunConfig base, Recipe.Modern recipe, Optional<Tempo> tempo) {
        Game game = recipe.game();
        double gamma = game.loss() instanceof LossConfig.Relativistic(double weight, int _) ? weight : 0;
        List<Entrant> entrants = new ArrayList<>();
        for (double rate : RATES) {
            for (double factor : gamma == 0 ? new double[] {1} : GAMMAS) {
                entrants.add(new Entrant(game.optimizer().lr() * rate, gamma * factor));
            }
        }
        return new Tournament(base.withRecipe(recipe), tempo, entrants);
    }

    /**
     * Plays it.
     *
     * @param race makes a race of so many seconds
     * @param seconds of training in all; half of them for each round
     * @param told one line after every entrant
     */
    public Outcome play(Function<Double, Race> race, double seconds, Consumer<String> told)
            throws InterruptedException {
        List<Result> first = round(1, entrants, seconds / 2 / entrants.size(), race, told);
        List<Entrant> best =
                first.stream().map(Result::entrant).limit(FINALISTS).toList();
        List<Result> second = round(2, best, seconds / 2 / best.size(), race, told);
        List<Result> all = new ArrayList<>(second);
        all.addAll(first);
        return new Outcome(all, second.getFirst().entrant().of(base, base.seed()));
    }

    private List<Result> round(
            int round, List<Entrant> playing, double seconds, Function<Double, Race> races, Consumer<String> told)
            throws InterruptedException {
        Race race = races.apply(seconds);
        List<Result> results = new ArrayList<>();
        for (Entrant entrant : playing) {
            RunConfig config = entrant.of(base, base.seed() + round - 1);
            Race.Lap lap = race.run(
                            tempo.map(known -> known.slowingDown(config, seconds))
                                    .orElse(config),
                            point -> {})
                    .lap();
            Race.Point last = lap.points().getLast();
            results.add(new Result(round, entrant, last));
            told.accept(String.format(
                    Locale.ROOT,
                    "tune     round %d, %d of %d: learning rate %s, gamma %s: distance %.1f, coverage %.2f",
                    round,
                    results.size(),
                    playing.size(),
                    (float) entrant.lr(),
                    (float) entrant.gamma(),
                    last.frechet(),
                    last.coverage()));
        }
        results.sort(Comparator.comparing(result -> result.point().frechet()));
        return results;
    }
}
