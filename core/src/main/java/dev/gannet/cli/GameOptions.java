package dev.gannet.cli;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Choices;
import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.KnownClass;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.UserException;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.train.Automatic;
import dev.gannet.train.Symmetry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Which networks play, and how. */
final class GameOptions {
    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "modern",
            description = {
                "modern: residual networks, relativistic loss with R1 and R2, moving average of the generator;",
                "dcgan: the tutorial's of 2015; vanilla: the paper's of 2014 (${DEFAULT-VALUE})."
            })
    private String recipe = "";

    @Option(
            names = "--auto",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Choose what is not asked for by number, size and look of the images, and say why (on; modern only).")
    private boolean auto;

    @Option(
            names = "--classes",
            description =
                    "Tell both networks the class of each image, if the images have labels; 'generate --class' then"
                            + " makes pictures of one (modern only).")
    private boolean classes;

    @Option(names = "--width", paramLabel = "N", description = "Channels next to the image (modern 32, dcgan 64).")
    private Optional<Integer> width = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Images in a batch (modern 64, larger images 32).")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--fakes",
            paramLabel = "WHICH",
            description =
                    "Which images the generator is scored on: same, those the discriminator has just seen, or fresh"
                            + " ones (same, vanilla fresh).")
    private Optional<String> fakes = Optional.empty();

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description =
                    "relativistic, bce, saturating, hinge, least-squares or wasserstein-gp (modern relativistic, else"
                            + " bce).")
    private Optional<String> loss = Optional.empty();

    @Option(
            names = "--gamma",
            paramLabel = "WEIGHT",
            description = "Weight of the penalties of loss relativistic: more is steadier and blander (0.5).")
    private Optional<Double> gamma = Optional.empty();

    @Option(
            names = "--d-steps",
            paramLabel = "N",
            description = "Updates of the discriminator per update of the generator (1).")
    private Optional<Integer> dSteps = Optional.empty();

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Learning rate of both networks (modern 0.001, dcgan 0.0002, vanilla 0.02).")
    private Optional<Double> lr = Optional.empty();

    @Option(
            names = "--augment",
            paramLabel = "NAME",
            description = "How images are changed before the discriminator sees them: none, diff, diff-color,"
                    + " diff-translation-cutout or ada (with few images diff-translation-cutout).")
    private Optional<String> augment = Optional.empty();

    @Option(
            names = "--mirror",
            negatable = true,
            fallbackValue = "true",
            description = "Show every other real image left to right (if they look the same that way).")
    private Optional<Boolean> mirror = Optional.empty();

    @Option(
            names = "--ema",
            paramLabel = "KIMG",
            description =
                    "Make pictures with the generator's moving average, half of which is younger than so many thousand"
                            + " images; 0 for the generator itself (modern 5).")
    private Optional<Double> ema = Optional.empty();

    @Option(
            names = "--decay",
            paramLabel = "KIMG",
            description =
                    "Let the learning rate fall to a tenth over so many thousand images; 0: it stays (modern with images above"
                            + " 32 pixels: over the whole run).")
    private Optional<Double> decay = Optional.empty();

    /** What was asked for, whatever the images are. */
    Recipe asked() {
        Recipe named = changed(Choices.named("--recipe", recipe, Recipe.byName()));
        if (classes && !(named instanceof Recipe.Modern)) {
            throw UserException.usage(
                    "--classes: recipe %s does not know of classes; use --recipe modern".formatted(named.name()));
        }
        return named;
    }

    /** What suits the images; nothing if that is not wanted, or not known for the recipe. */
    Optional<Automatic> automatic(ImageSource source, long seed, Automatic.Machine machine) {
        return auto && asked() instanceof Recipe.Modern
                ? Optional.of(Automatic.of(source.shape(), source.count(), Symmetry.of(source, seed), machine))
                : Optional.empty();
    }

    /** What was asked for, and where nothing was, what suits the images. */
    Recipe fitting(ImageSource source, Optional<Automatic> suits) {
        if (!(asked() instanceof Recipe.Modern modern)) {
            return asked();
        }
        Recipe.Modern fitting = suits.map(Automatic::recipe).orElse(modern);
        return changed(classes ? fitting.withClasses(classes(source)) : fitting);
    }

    /** Whether the user has chosen. */
    boolean isAsked(Automatic.Setting setting) {
        return switch (setting) {
            case NETWORKS -> width.isPresent();
            case BATCH -> batch.isPresent();
            case LEARNING_RATE -> lr.isPresent();
            case DECAY -> decay.isPresent();
            case PENALTY -> loss.isPresent() || gamma.isPresent();
            case AUGMENT -> augment.isPresent();
            case MIRROR -> mirror.isPresent();
            case PICTURES -> ema.isPresent();
            case SCORES, DEVICE, PRECISION, TIME -> false; // others' options
        };
    }

    private static List<KnownClass> classes(ImageSource source) {
        Classes found = source.labels()
                .orElseThrow(() -> UserException.usage(
                        "--classes: the images have no labels, or all the same; put those of each class in a folder of its"
                                + " own"));
        int[] sizes = found.sizes();
        return IntStream.range(0, found.count())
                .mapToObj(number -> new KnownClass(found.names().get(number), sizes[number]))
                .toList();
    }

    private Recipe changed(Recipe named) {
        Game game = named.game();
        if (loss.isPresent()) {
            game = game.withLoss(Choices.named("--loss", loss.get(), LossConfig.byName()));
        }
        if (gamma.isPresent()) {
            game = game.withLoss(weighted(game.loss(), gamma.get()));
        }
        if (fakes.isPresent()) {
            game = game.withFakes(Choices.named("--fakes", fakes.get(), Fakes.byName()));
        }
        if (augment.isPresent()) {
            game = game.withAugment(Choices.named("--augment", augment.get(), AugmentConfig.byName()));
        }
        game = game.withBatch(batch.orElse(game.batch()))
                .withLr(lr.orElse(game.optimizer().lr()))
                .withDSteps(dSteps.orElse(game.dSteps()))
                .withMirror(mirror.orElse(game.mirror()))
                .withEma(ema.orElse(game.emaKimg()))
                .withDecay(decay.orElse(game.decayKimg()));
        return widened(named.withGame(game));
    }

    private static LossConfig weighted(LossConfig loss, double gamma) {
        if (loss instanceof LossConfig.Relativistic(double _, int every)) {
            return new LossConfig.Relativistic(gamma, every);
        }
        throw UserException.usage("--gamma %s: loss %s has no such penalty".formatted(gamma, loss.shortName()));
    }

    private Recipe widened(Recipe named) {
        if (width.isEmpty()) {
            return named;
        }
        return switch (named) {
            case Recipe.Modern modern -> modern.withNetworks(width.get(), modern.refine());
            case Recipe.Dcgan dcgan -> new Recipe.Dcgan(dcgan.latent(), width.get(), dcgan.game());
            case Recipe.Vanilla _ ->
                throw UserException.usage("--width %d: recipe vanilla has none".formatted(width.get()));
        };
    }
}
