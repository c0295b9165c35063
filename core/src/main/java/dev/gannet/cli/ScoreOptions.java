package dev.gannet.cli;

import dev.gannet.config.Choices;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Judge;
import dev.gannet.evaluate.Plateau;
import dev.gannet.evaluate.Reference;
import dev.gannet.feature.FeatureChoice;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.train.Supervision;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How a training's pictures are scored meanwhile. */
final class ScoreOptions {
    private static final String OFF = "off";
    private static final String USUAL = "rf";

    @Option(
            names = "--scores",
            paramLabel = "NAME",
            defaultValue = USUAL,
            description = {
                "Compare the pictures with real ones now and then, in features of a random network (rf), of one that first"
                        + " learns from the images for about a minute (cls with labels, ssl without, auto for either), or not"
                        + " (off); it takes at most 3 %% of the time, and the best checkpoint is kept (${DEFAULT-VALUE})."
            })
    private String features = "";

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description = "plateau: end before the time is over once ten scores in a row are no better.")
    private Optional<String> until = Optional.empty();

    /** Whether the user has chosen other scores than the usual ones. */
    boolean isAsked() {
        return !features.equals(USUAL);
    }

    /**
     * Looks at the options before anything is begun.
     *
     * @throws UserException (usage) if a name is not known or they do not go together
     */
    void check() {
        if (plateau().isPresent() && choice().isEmpty()) {
            throw UserException.usage("--until plateau needs scores; leave out --scores off");
        }
    }

    private Optional<FeatureChoice> choice() {
        Map<String, Optional<FeatureChoice>> known = new TreeMap<>(Map.of(OFF, Optional.empty()));
        FeatureChoice.byName().forEach((name, choice) -> known.put(name, Optional.of(choice)));
        return Choices.named("--scores", features, known);
    }

    private Optional<Plateau> plateau() {
        return until.map(when -> Choices.named("--until", when, new TreeMap<>(Map.of("plateau", Plateau.USUAL))));
    }

    /** Somebody who supervises, and scores as well if that is wished. */
    Supervision judged(Supervision by, Cache cache, PrintWriter err) {
        return choice().map(chosen -> by.judgedBy(real -> judge(chosen, real, cache, err), plateau()))
                .orElse(by);
    }

    private static Optional<Judge> judge(FeatureChoice choice, HoldOut real, Cache cache, PrintWriter err)
            throws InterruptedException {
        ImageSource source = real.training();
        if (Reference.most(source) < Reference.FEWEST) {
            err.println("note     no scores: they need %d images or more".formatted(2 * Reference.FEWEST));
            return Optional.empty();
        }
        FeatureSpace space = LearningLine.open(choice, source, cache, err); // from here on the judge's
        return Optional.of(new Judge(real, space, Judge.usual(source), 1));
    }
}
