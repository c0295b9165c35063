package dev.gannet.paper;

import dev.gannet.paper.Scene.Card;
import dev.gannet.paper.Scene.Gallery;
import dev.gannet.paper.Scene.Mark;
import dev.gannet.paper.Scene.Picture;
import dev.gannet.paper.Scene.Row;
import dev.gannet.paper.Scene.Shown;
import dev.gannet.paper.Scene.Side;
import dev.gannet.paper.Scene.Slopes;
import dev.gannet.paper.Scene.Table;
import dev.gannet.trace.Narration;
import dev.gannet.trace.Narrator;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A step as scenes: the same numbers in the same words as on the page of the step debugger. */
final class Scenes {
    private static final double TOO_SMALL = 0.0005; // for an arrow
    private static final String NOTHING = "–";
    private static final List<Mark> CERTAINTY = List.of(new Mark(0, "0"), new Mark(0.5, "½"), new Mark(1, "1"));

    private final StepTrace trace;
    private final Words words;
    private final Layers layers;
    private final Map<Stop, List<Narration>> narration;
    private final Optional<Seen.Ready> ready;

    private Scenes(StepTrace trace, Words words) {
        this.trace = trace;
        this.words = words;
        this.layers = new Layers(words);
        this.narration = Narrator.of(trace);
        this.ready = trace.at(Stop.READY, Seen.Ready.class);
    }

    /** Every stop that the step has reached. */
    static List<Scene> of(StepTrace trace, Words words) {
        Scenes scenes = new Scenes(trace, words);
        return trace.seen().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(at -> scenes.scene(at.getKey(), at.getValue()))
                .toList();
    }

    /** What a stop is called on the page, in a word or as a title, or what the lecture says about it. */
    static String text(StepTrace trace, Words words, Stop stop, String what) {
        String name = stop.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String key = "debugger.stop.%s.%s".formatted(name, what);
        String free = key + ".free";
        return words.say(!Narrator.hasTargets(trace) && words.know(free) ? free : key);
    }

    private Scene scene(Stop stop, Seen seen) {
        return new Scene(
                stop,
                text(trace, words, stop, "title"),
                text(trace, words, stop, "lecture"),
                narration.getOrDefault(stop, List.of()).stream()
                        .map(said -> words.say(said, probability()))
                        .toList(),
                shown(stop, seen));
    }

    private Shown shown(Stop stop, Seen seen) {
        return switch (seen) {
            case Seen.Ready now -> ready(now);
            case Seen.Noise noise -> noise(noise);
            case Seen.Made made ->
                Shown.of()
                        .galleries(gallery(Side.FAKE, made.images(), i -> List.of()))
                        .tables(layers.outputs(made.layers(), Side.FAKE));
            case Seen.Reals reals -> reals(reals);
            case Seen.Scores scores -> scores(stop == Stop.D_ON_FAKES ? Side.FAKE : Side.REAL, scores);
            case Seen.Errors errors -> errors(errors);
            case Seen.BackwardD back -> Shown.of().tables(layers.gradients(back.weights(), Side.REAL));
            case Seen.Update update -> update(stop, update);
            case Seen.Rescored again -> rescored(again);
            case Seen.ForgerError error -> forgerError(error);
            case Seen.BackwardG back -> backwardG(back);
            case Seen.Result result -> result(result);
        };
    }

    private boolean probability() {
        return ready.map(Seen.Ready::probability).orElse(false);
    }

    private String loss() {
        return ready.map(Seen.Ready::loss).orElse("");
    }

    private String fact(String key, String value) {
        return "%s: %s".formatted(words.say(key), value);
    }

    private String verdict(double value) {
        return words.verdict(value, probability());
    }

    private Shown ready(Seen.Ready now) {
        return Shown.of(
                fact("debugger.fact.batch", words.count(now.batch())),
                fact("debugger.fact.loss", now.loss()),
                fact("debugger.fact.lr", words.number(now.lr())),
                fact("debugger.fact.images", words.say("debugger.images." + (now.same() ? "same" : "fresh"))));
    }

    private Shown noise(Seen.Noise noise) {
        Map<String, ?> size = Map.of("rows", noise.values().length, "numbers", noise.size());
        Card all = new Card(words.say("debugger.noise.map", size), List.of());
        Picture map = new Picture(Tiles.ofNoise(noise.values()), "", true);
        return Shown.of(words.say("debugger.noise.caption"))
                .galleries(new Gallery("", Side.FAKE, List.of(map), List.of(all)));
    }

    private Shown reals(Seen.Reals reals) {
        double made =
                trace.at(Stop.GENERATE, Seen.Made.class).map(Seen.Made::spread).orElse(Double.NaN);
        Stream<String> notes = Stream.of(
                words.say("debugger.spread"),
                fact("debugger.side.fake", words.number(made)),
                fact("debugger.side.real", words.number(reals.spread())));
        Stream<String> changes = reals.changes().stream().map(kind -> words.say("debugger.changes." + kind));
        Stream<String> all = reals.changes().isEmpty()
                ? notes
                : Stream.concat(notes, Stream.of(fact("debugger.changes", changes.collect(Collectors.joining("; ")))));
        return Shown.of(all.toArray(String[]::new))
                .galleries(gallery(
                        Side.REAL,
                        reals.images(),
                        i -> reals.names().stream().skip(i).limit(1).toList()));
    }

    private Shown scores(Side side, Seen.Scores scores) {
        Optional<Strip> plain = side == Side.FAKE
                ? trace.at(Stop.GENERATE, Seen.Made.class).map(Seen.Made::images)
                : trace.at(Stop.REAL, Seen.Reals.class).map(Seen.Reals::images);
        Gallery[] galleries = scores.disguised().or(() -> plain).stream()
                .map(images -> gallery(side, images, i -> judged(scores.verdicts()[i], scores.logits()[i])))
                .toArray(Gallery[]::new);
        return Shown.of().galleries(galleries).tables(layers.outputs(scores.layers(), Side.REAL));
    }

    private List<String> judged(double verdict, double logit) {
        String says = words.say(
                probability() ? "debugger.card.probability" : "debugger.card.logit", Map.of("value", verdict(verdict)));
        return probability() ? List.of(says, fact("debugger.fact.logit", words.number(logit))) : List.of(says);
    }

    private Shown errors(Seen.Errors errors) {
        Table table = table(
                List.of("fact.logit", "column.verdict", "column.target", "column.error", "fact.pull"),
                rows(Side.FAKE, i -> verdictsOf(Stop.D_ON_FAKES, i, "0", errors.fake()[i], errors.fakePull()[i])),
                rows(Side.REAL, i -> verdictsOf(Stop.D_ON_REALS, i, "1", errors.real()[i], errors.realPull()[i])));
        return Shown.of(
                        fact("debugger.loss.d", words.fixed(errors.lossD(), 3)),
                        words.say(
                                switch (loss()) {
                                    case "relativistic" -> "debugger.formula.relativistic";
                                    case "bce", "saturating" -> "debugger.formula.errors";
                                    case "least-squares" -> "debugger.formula.least-squares";
                                    default -> "debugger.formula.other";
                                }),
                        words.say("debugger.sum.mean", Map.of("count", errors.fake().length)))
                .tables(table);
    }

    private List<String> verdictsOf(Stop stop, int i, String target, double error, double pull) {
        Optional<Seen.Scores> scores = trace.at(stop, Seen.Scores.class);
        return List.of(
                scores.map(at -> words.number(at.logits()[i])).orElse(NOTHING),
                scores.map(at -> verdict(at.verdicts()[i])).orElse(NOTHING),
                Narrator.hasTargets(trace) ? target : NOTHING,
                words.number(error),
                words.number(pull));
    }

    private Shown update(Stop stop, Seen.Update update) {
        boolean ofD = stop == Stop.UPDATE_D;
        String lock = update.othersUntouched() ? ofD ? "forger" : "detective" : "broken";
        return Shown.of(words.say("debugger.lock." + lock))
                .tables(layers.updates(update.weights(), ofD ? Side.REAL : Side.FAKE));
    }

    private Shown rescored(Seen.Rescored again) {
        Optional<Seen.Scores> fakes = trace.at(Stop.D_ON_FAKES, Seen.Scores.class);
        Optional<Seen.Scores> reals = trace.at(Stop.D_ON_REALS, Seen.Scores.class);
        double before =
                trace.at(Stop.ERRORS, Seen.Errors.class).map(Seen.Errors::lossD).orElse(Double.NaN);
        double predicted = trace.at(Stop.UPDATE_D, Seen.Update.class)
                .map(Seen.Update::predicted)
                .orElse(Double.NaN);
        double[] fakesBefore = fakes.map(Seen.Scores::verdicts).orElse(again.fakeVerdicts());
        double[] realsBefore = reals.map(Seen.Scores::verdicts).orElse(again.realVerdicts());
        Map<String, String> change = Map.of("predicted", signed(predicted), "change", signed(again.lossD() - before));
        Stream<String> notes = Stream.of(
                fact("debugger.loss.d", "%s → %s".formatted(words.fixed(before, 3), words.fixed(again.lossD(), 3))),
                words.say("debugger.predicted", change));
        String why = again.fresh().isPresent() ? "debugger.probe" : "debugger.probe.chance";
        Stream<String> probe = again.probe() ? Stream.of(words.say(why)) : Stream.of();
        return Shown.of(Stream.concat(notes, probe).toArray(String[]::new))
                .slopes(
                        slopes(Side.FAKE, fakesBefore, again.fakeVerdicts()),
                        slopes(Side.REAL, realsBefore, again.realVerdicts()))
                .tables(table(
                        List.of("before", "after"),
                        rows(Side.FAKE, i -> moved(fakesBefore[i], again.fakeVerdicts()[i])),
                        rows(Side.REAL, i -> moved(realsBefore[i], again.realVerdicts()[i]))));
    }

    private Shown forgerError(Seen.ForgerError error) {
        Optional<Strip> fresh = trace.at(Stop.RESCORE, Seen.Rescored.class).flatMap(Seen.Rescored::fresh);
        Stream<String> notes = Stream.of(
                fact("debugger.loss.g", words.fixed(error.lossG(), 3)), words.say("debugger.formula.g." + loss()));
        Stream<String> more = fresh.isPresent() ? Stream.of(words.say("debugger.fresh")) : Stream.of();
        return Shown.of(Stream.concat(notes, more).toArray(String[]::new))
                .galleries(error.disguised().or(() -> fresh).stream()
                        .map(images -> gallery(Side.FAKE, images, i -> judged(error.verdicts()[i], error.logits()[i])))
                        .toArray(Gallery[]::new))
                .tables(table(
                        List.of("fact.logit", "column.verdict", "column.target", "column.error"),
                        rows(
                                Side.FAKE,
                                i -> List.of(
                                        words.number(error.logits()[i]),
                                        verdict(error.verdicts()[i]),
                                        Narrator.hasTargets(trace) ? "1" : NOTHING,
                                        words.number(error.errors()[i])))));
    }

    private Shown backwardG(Seen.BackwardG back) {
        Map<String, ?> strength = Map.of("factor", words.number(back.factor()), "slope", words.number(back.slope()));
        Picture wanted = new Picture(back.wanted(), words.say("debugger.wanted"), true);
        Gallery[] galleries = scored().stream()
                .map(images -> gallery(
                        words.say("debugger.wanted"),
                        Side.FAKE,
                        List.of(Picture.of(images, ""), wanted),
                        i -> List.of(fact("debugger.fact.pixels", words.number(back.norms()[i])))))
                .toArray(Gallery[]::new);
        return Shown.of(
                        fact("debugger.chain.d", words.say("debugger.chain.discarded")),
                        fact("debugger.chain.pixels", words.say("debugger.chain.strength", strength)),
                        fact(
                                "debugger.chain.g",
                                words.say("debugger.chain.norm", Map.of("norm", words.number(back.norm())))))
                .galleries(galleries)
                .tables(layers.gradients(back.weights(), Side.FAKE));
    }

    private Shown result(Seen.Result result) {
        Optional<Seen.ForgerError> error = trace.at(Stop.G_ERROR, Seen.ForgerError.class);
        double[] before = error.map(Seen.ForgerError::verdicts).orElse(result.verdicts());
        double lossG = error.map(Seen.ForgerError::lossG).orElse(Double.NaN);
        double agree = Arrays.stream(result.delivered()).average().orElse(0);
        List<Picture> after = List.of(
                new Picture(result.change(), words.say("debugger.paper.change"), true),
                Picture.of(result.images(), words.say("debugger.after")));
        Gallery[] galleries = scored().stream()
                .map(images -> gallery(
                        words.say("debugger.triple"),
                        Side.FAKE,
                        Stream.concat(Stream.of(Picture.of(images, words.say("debugger.before"))), after.stream())
                                .toList(),
                        i -> List.of(
                                String.join(" ", moved(before[i], result.verdicts()[i])),
                                fact("debugger.fact.delivered", words.percent(result.delivered()[i])))))
                .toArray(Gallery[]::new);
        return Shown.of(
                        fact(
                                "debugger.loss.g",
                                "%s → %s".formatted(words.fixed(lossG, 3), words.fixed(result.lossG(), 3))),
                        words.say("debugger.delivered", Map.of("cosine", words.percent(agree))),
                        result.ledger())
                .galleries(galleries)
                .slopes(slopes(Side.FAKE, before, result.verdicts()));
    }

    /** The images that G is scored on. */
    private Optional<Strip> scored() {
        return trace.at(Stop.RESCORE, Seen.Rescored.class)
                .flatMap(Seen.Rescored::fresh)
                .or(() -> trace.at(Stop.GENERATE, Seen.Made.class).map(Seen.Made::images));
    }

    private String signed(double value) {
        return (value < 0 ? "−" : "+") + words.number(Math.abs(value));
    }

    /** A verdict before, and with an arrow the verdict after. */
    private List<String> moved(double before, double after) {
        String arrow = Math.abs(after - before) < TOO_SMALL ? "=" : after > before ? "▲" : "▼";
        return List.of(verdict(before), "%s %s".formatted(arrow, verdict(after)));
    }

    private Slopes slopes(Side side, double[] before, double[] after) {
        String name = side == Side.FAKE ? "fake" : "real";
        Map<String, String> means = Map.of("before", verdict(mean(before)), "after", verdict(mean(after)));
        return new Slopes(
                words.say("debugger.mean." + name, means),
                side,
                Arrays.stream(before).boxed().toList(),
                Arrays.stream(after).boxed().toList(),
                probability() ? CERTAINTY : scale(before, after));
    }

    private List<Mark> scale(double[] before, double[] after) {
        DoubleSummaryStatistics all =
                DoubleStream.concat(Arrays.stream(before), Arrays.stream(after)).summaryStatistics();
        return Stream.of(all.getMin(), (all.getMin() + all.getMax()) / 2, all.getMax())
                .map(value -> new Mark(value, words.fixed(value, 1)))
                .toList();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private String label(Side side, int index) {
        return words.say("debugger.card." + (side == Side.FAKE ? "fake" : "real"), Map.of("number", index + 1));
    }

    private Gallery gallery(Side side, Strip images, IntFunction<List<String>> lines) {
        return gallery("", side, List.of(Picture.of(images, "")), lines);
    }

    private Gallery gallery(String title, Side side, List<Picture> pictures, IntFunction<List<String>> lines) {
        List<Card> cards = IntStream.range(0, pictures.getFirst().strip().count())
                .mapToObj(i -> new Card(label(side, i), lines.apply(i)))
                .toList();
        return new Gallery(title, side, pictures, cards);
    }

    private Stream<Row> rows(Side side, IntFunction<List<String>> cells) {
        return IntStream.range(0, ready.map(Seen.Ready::shown).orElse(0))
                .mapToObj(i -> new Row(label(side, i), cells.apply(i), 0));
    }

    @SafeVarargs
    private Table table(List<String> columns, Stream<Row>... rows) {
        List<String> names = Stream.concat(Stream.of("column.image"), columns.stream())
                .map(name -> words.say("debugger." + name))
                .toList();
        String caption = words.say("debugger.paper.numbers");
        return new Table(
                caption, Side.FAKE, names, Stream.of(rows).flatMap(some -> some).toList());
    }
}
