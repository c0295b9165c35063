package dev.gannet.train;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.OptimizerConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.config.UserException;
import dev.gannet.loss.Losses;
import dev.gannet.loss.Penalty;
import dev.gannet.model.Gan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How a step that is tried out differs from the run's own.
 *
 * @param config the run's, with what a configuration can say
 * @param lrD learning rate of D, 0 or more
 * @param lrG learning rate of G, 0 or more
 * @param frozen a layer whose weights stay as they are, such as {@code d:4x4.conv}; empty for none
 * @param lead steps that D takes alone before this one, 0 to 500
 */
record WhatIfChange(RunConfig config, double lrD, double lrG, String frozen, int lead) {
    private static final String LR = "lr";
    private static final String LR_D = "lr-d";
    private static final String LR_G = "lr-g";
    private static final String BETA1 = "beta1";
    private static final String LOSS = "loss";
    private static final String SMOOTHING = "smoothing";
    private static final String PENALTY = "penalty";
    private static final String FAKES = "fakes";
    private static final String D_STEPS = "d-steps";
    private static final String LEAD = "lead";
    private static final String FREEZE = "freeze";
    private static final List<String> NAMES =
            List.of(LR, LR_D, LR_G, BETA1, LOSS, SMOOTHING, PENALTY, FAKES, D_STEPS, LEAD, FREEZE);
    private static final int MOST_LEAD = 500;
    private static final double HIGHEST_LR = 10;

    /** The step as the run does it. */
    static WhatIfChange none(RunConfig run) {
        double lr = run.recipe().game().optimizer().lr();
        return new WhatIfChange(run, lr, lr, "", 0);
    }

    /**
     * The step with something changed.
     *
     * @param set text by name
     * @param layers as in {@link #layers}
     * @param step steps done before it
     * @throws UserException (usage) if a name is not known or a value does not fit
     */
    static WhatIfChange of(RunConfig run, Map<String, String> set, List<String> layers, long step) {
        set.keySet().stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(name -> {
            throw UserException.usage("%s: a step can be tried with another %s or %s"
                    .formatted(name, String.join(", ", NAMES.subList(0, NAMES.size() - 1)), NAMES.getLast()));
        });
        Map<String, String> settings = new LinkedHashMap<>(set);
        settings.keySet().retainAll(List.of(LR, LOSS, FAKES));
        Game game = Settings.apply(run, settings).recipe().game();
        for (String name : List.of(BETA1, SMOOTHING, PENALTY, D_STEPS)) {
            if (set.containsKey(name)) {
                game = changed(game, name, number(set, name, 0), step);
            }
        }
        double lr = game.optimizer().lr();
        String frozen = set.getOrDefault(FREEZE, "");
        if (!frozen.isEmpty() && !frozen.equals("g") && !frozen.equals("d") && !layers.contains(frozen)) {
            throw UserException.usage(
                    "freeze=%s: expected g, d or a layer such as %s".formatted(frozen, layers.getFirst()));
        }
        return new WhatIfChange(
                run.withRecipe(run.recipe().withGame(game)),
                frozen.equals("d") ? 0 : rate(LR_D, number(set, LR_D, lr)),
                frozen.equals("g") ? 0 : rate(LR_G, number(set, LR_G, lr)),
                layers.contains(frozen) ? frozen : "",
                lead(number(set, LEAD, 0)));
    }

    private static Game changed(Game game, String name, double value, long step) {
        return switch (name) {
            case BETA1 -> game.withOptimizer(withBeta1(game.optimizer(), value));
            case SMOOTHING -> game.withLoss(new LossConfig.Smoothed(game.loss(), value));
            case PENALTY -> game.withLoss(withPenalty(game.loss(), value, step));
            default -> game.withDSteps(whole(D_STEPS, value));
        };
    }

    private static OptimizerConfig withBeta1(OptimizerConfig optimizer, double value) {
        return switch (optimizer) {
            case OptimizerConfig.Adam adam -> new OptimizerConfig.Adam(adam.lr(), value, adam.beta2(), adam.eps());
            case OptimizerConfig.Sgd _ -> throw UserException.usage("beta1: the optimizer of this run, sgd, has none");
        };
    }

    private static LossConfig withPenalty(LossConfig loss, double weight, long step) {
        long due = Losses.penalty(loss).map(penalty -> nextDue(penalty, step)).orElse(step);
        if (due > step) {
            throw UserException.usage("penalty: it is computed every %d steps, in step %d next; try it there"
                    .formatted(every(loss), due + 1));
        }
        return switch (loss) {
            case LossConfig.WassersteinGp _ -> new LossConfig.WassersteinGp(weight);
            case LossConfig.Relativistic relativistic -> new LossConfig.Relativistic(weight, relativistic.every());
            case LossConfig.Bce _,
                    LossConfig.Saturating _,
                    LossConfig.Hinge _,
                    LossConfig.LeastSquares _,
                    LossConfig.Smoothed _ ->
                throw UserException.usage("penalty: the loss %s has none; wasserstein-gp and relativistic do"
                        .formatted(loss.shortName()));
        };
    }

    private static int every(LossConfig loss) {
        return loss instanceof LossConfig.Relativistic relativistic ? relativistic.every() : 1;
    }

    private static long nextDue(Penalty penalty, long step) {
        long due = step;
        while (!penalty.isDue(due)) {
            due++;
        }
        return due;
    }

    private static double number(Map<String, String> set, String name, double otherwise) {
        String text = set.getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UserException(UserException.Kind.USAGE, "%s=%s: expected a number".formatted(name, text), e);
        }
    }

    private static int whole(String name, double value) {
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw UserException.range(name, value, "a whole number");
        }
        return (int) value;
    }

    private static int lead(double value) {
        if (!(value >= 0 && value <= MOST_LEAD)) {
            throw UserException.range(LEAD, value, "0 to %d steps".formatted(MOST_LEAD));
        }
        return whole(LEAD, value);
    }

    private static double rate(String name, double value) {
        if (!(value >= 0 && value <= HIGHEST_LR)) {
            throw UserException.range(name, value, "0 to %.0f".formatted(HIGHEST_LR));
        }
        return value;
    }

    /** Every part of the networks that can stay as it is while all else learns: {@code g:4x4.conv} and the like. */
    static List<String> layers(Gan gan) {
        return Stream.of(Map.entry("g:", gan.generator()), Map.entry("d:", gan.discriminator()))
                .flatMap(player -> player.getValue().parameters().keySet().stream()
                        .map(name -> player.getKey() + name.substring(0, name.lastIndexOf('.'))))
                .distinct()
                .toList();
    }

    /**
     * What a page may offer to change in a run's next step, and to what: only what makes a difference there.
     *
     * @param layers as in {@link #layers}
     * @param step steps done before it
     */
    static SequencedMap<String, List<String>> offered(RunConfig run, List<String> layers, long step) {
        Game game = run.recipe().game();
        LossConfig loss = game.loss();
        SequencedMap<String, List<String>> all = new LinkedHashMap<>();
        List<String> rates = times(game.optimizer().lr(), 10, 4, 0.25, 0.1);
        Stream.of(LR, LR_D, LR_G).forEach(name -> all.put(name, rates));
        if (game.optimizer() instanceof OptimizerConfig.Adam adam) {
            all.put(BETA1, without(List.of("0", "0.5", "0.9"), plain(adam.beta1())));
        }
        all.put(LOSS, otherLosses(game));
        if (loss.hasTargets()) {
            all.put(SMOOTHING, List.of("0.9"));
        }
        weightOf(loss)
                .filter(_ -> Losses.penalty(loss).orElseThrow().isDue(step))
                .ifPresent(weight -> all.put(PENALTY, times(weight, 10, 0.1)));
        all.put(FAKES, List.of(game.fakes() == Fakes.SAME ? "fresh" : "same"));
        all.put(D_STEPS, without(List.of("1", "2", "5", "10"), Integer.toString(game.dSteps())));
        all.put(LEAD, List.of("20", "200"));
        all.put(FREEZE, Stream.concat(Stream.of("g", "d"), layers.stream()).toList());
        return all;
    }

    private static List<String> otherLosses(Game game) {
        List<String> names = new ArrayList<>();
        LossConfig.byName().forEach((name, loss) -> {
            if (!name.equals(game.loss().shortName()) && fits(game, loss)) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean fits(Game game, LossConfig loss) {
        try {
            return game.withLoss(loss).loss().equals(loss);
        } catch (UserException e) {
            return false; // not with this augmentation
        }
    }

    private static Optional<Double> weightOf(LossConfig loss) {
        return switch (loss) {
            case LossConfig.WassersteinGp gp -> Optional.of(gp.lambda());
            case LossConfig.Relativistic relativistic -> Optional.of(relativistic.gamma());
            case LossConfig.Bce _,
                    LossConfig.Saturating _,
                    LossConfig.Hinge _,
                    LossConfig.LeastSquares _,
                    LossConfig.Smoothed _ -> Optional.empty();
        };
    }

    private static List<String> without(List<String> all, String one) {
        List<String> others = new ArrayList<>(all);
        others.remove(one);
        return List.copyOf(others);
    }

    private static List<String> times(double value, double... factors) {
        return DoubleStream.of(factors)
                .mapToObj(factor -> plain(value * factor))
                .toList();
    }

    /** With three significant digits, and no zeros behind them. */
    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
