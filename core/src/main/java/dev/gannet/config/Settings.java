package dev.gannet.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What of a run's configuration may change when it is resumed, by the name that {@code --set} takes. */
public final class Settings {
    private static final Map<String, BiFunction<RunConfig, String, RunConfig>> BY_NAME = new TreeMap<>(Map.ofEntries(
            entry("lr", (run, text) -> withGame(run, game -> game.withLr(number("lr", text, Double::parseDouble)))),
            entry(
                    "decay",
                    (run, text) -> withGame(run, game -> game.withDecay(number("decay", text, Double::parseDouble)))),
            entry(
                    "loss",
                    (run, text) ->
                            withGame(run, game -> game.withLoss(Choices.named("loss", text, LossConfig.byName())))),
            entry(
                    "fakes",
                    (run, text) -> withGame(run, game -> game.withFakes(Choices.named("fakes", text, Fakes.byName())))),
            entry(
                    "augment",
                    (run, text) -> withGame(
                            run, game -> game.withAugment(Choices.named("augment", text, AugmentConfig.byName())))),
            entry("device", (run, text) -> run.withDevice(Choices.named("device", text, Device.byName()))),
            entry("precision", (run, text) -> run.withPrecision(Choices.named("precision", text, Precision.byName()))),
            entry("threads", (run, text) -> run.withThreads(number("threads", text, Integer::parseInt))),
            entry("for", (run, text) -> run.withBudget(Budget.Time.parse(text))),
            entry("steps", (run, text) -> run.withBudget(new Budget.Steps(number("steps", text, Long::parseLong)))),
            entry(
                    "epochs",
                    (run, text) -> run.withBudget(new Budget.Epochs(number("epochs", text, Integer::parseInt)))),
            entry("data", (run, text) -> run.withData(run.data().at(Path.of(text)), run.image()))));

    private Settings() {}

    /**
     * The configuration with some settings changed, in the order of their names: {@code augment} before {@code loss}, which does
     * not go with every augmentation.
     *
     * @param settings text by name
     * @throws UserException (usage) if a name is not known or a value does not fit
     */
    public static RunConfig apply(RunConfig config, Map<String, String> settings) {
        RunConfig changed = config;
        for (var setting : new TreeMap<>(settings).entrySet()) {
            changed = Choices.named("setting", setting.getKey(), BY_NAME).apply(changed, setting.getValue());
        }
        return changed;
    }

    /** One line for every value in which two configurations differ, such as {@code recipe.game.batch: 64, now 32}. */
    public static List<String> differences(RunConfig before, RunConfig now) {
        Json json = new Json();
        SortedMap<String, String> old = json.flat(before);
        SortedMap<String, String> current = json.flat(now);
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(current.keySet());
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            String was = old.getOrDefault(key, "nothing");
            String is = current.getOrDefault(key, "nothing");
            if (!was.equals(is)) {
                lines.add("%s: %s, now %s".formatted(key, was, is));
            }
        }
        return lines;
    }

    private static Map.Entry<String, BiFunction<RunConfig, String, RunConfig>> entry(
            String name, BiFunction<RunConfig, String, RunConfig> change) {
        return Map.entry(name, change);
    }

    private static RunConfig withGame(RunConfig run, Function<Game, Game> change) {
        return run.withRecipe(run.recipe().withGame(change.apply(run.recipe().game())));
    }

    private static <T> T number(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new UserException(
                    UserException.Kind.USAGE, "--set %s=%s: expected a number".formatted(name, text), e);
        }
    }
}
