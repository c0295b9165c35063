package dev.gannet.config;

/**
 * How the two networks play: everything about a step that is not the networks themselves.
 *
 * @param loss the adversarial loss
 * @param optimizer the optimizer of each network (each gets its own)
 * @param batch images in a batch, 2 to 4096 (batch normalisation needs two)
 * @param fakes which images G is scored on
 * @param dSteps updates of D per update of G, the k of Goodfellow et al. 2014, algorithm 1; 1 to 100
 * @param emaKimg thousands of images after which an old G weighs half in the moving average of G's weights that pictures are
 *     made with; 0 to 10000, 0 for G itself
 * @param augment what happens to every image before D sees it
 * @param mirror whether every other real image is shown left to right
 * @param decayKimg thousands of images over which the learning rate falls to a tenth, along half a cosine, and stays there; 0 to
 *     {@link #MOST_DECAY_KIMG}, 0 if it does not fall
 */
public record Game(
        LossConfig loss,
        OptimizerConfig optimizer,
        int batch,
        Fakes fakes,
        int dSteps,
        double emaKimg,
        AugmentConfig augment,
        boolean mirror,
        double decayKimg) {
    /** The longest decay, in thousands of images. */
    public static final double MOST_DECAY_KIMG = 1e6;

    private static final double LEAST_PACE = 0.1;

    /** A game of 2014: pictures by G itself, images as they are. */
    public Game(LossConfig loss, OptimizerConfig optimizer, int batch, Fakes fakes, int dSteps) {
        this(loss, optimizer, batch, fakes, dSteps, 0, new AugmentConfig.None(), false, 0);
    }

    /** Checks the ranges. */
    public Game {
        if (batch < 2 || batch > 4096) {
            throw UserException.range("--batch", batch, "2 to 4096 images");
        }
        if (dSteps < 1 || dSteps > 100) {
            throw UserException.range("--d-steps", dSteps, "1 to 100");
        }
        if (augment instanceof AugmentConfig.Ada && !loss.hasSign()) {
            throw UserException.usage(
                    "--augment ada follows the sign of D's output, which means nothing with --loss %s; use --augment diff"
                            .formatted(loss.shortName()));
        }
        if (!(decayKimg >= 0 && decayKimg <= MOST_DECAY_KIMG)) {
            throw UserException.range("--decay", decayKimg, "0 to 1000000 thousand images");
        }
        if (!(emaKimg >= 0 && emaKimg <= 10_000)) {
            throw UserException.range("--ema", emaKimg, "0 to 10000 thousand images");
        }
    }

    /** What the learning rate is multiplied by after so many images of G: a pure function of them, so that a resume finds it. */
    public double pace(long images) {
        if (decayKimg == 0) {
            return 1;
        }
        double done = Math.min(1, images / (decayKimg * 1000));
        return LEAST_PACE + (1 - LEAST_PACE) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    /** Real images that one step takes from the data. */
    public int imagesPerStep() {
        return batch * dSteps;
    }

    /** The same game with another loss. */
    public Game withLoss(LossConfig newLoss) {
        return new Game(newLoss, optimizer, batch, fakes, dSteps, emaKimg, augment, mirror, decayKimg);
    }

    /** The same game with other optimizers. */
    public Game withOptimizer(OptimizerConfig newOptimizer) {
        return new Game(loss, newOptimizer, batch, fakes, dSteps, emaKimg, augment, mirror, decayKimg);
    }

    /** The same game at another learning rate. */
    public Game withLr(double lr) {
        return withOptimizer(optimizer.withLr(lr));
    }

    /** The same game at another batch size. */
    public Game withBatch(int newBatch) {
        return new Game(loss, optimizer, newBatch, fakes, dSteps, emaKimg, augment, mirror, decayKimg);
    }

    /** The same game with G scored on other images. */
    public Game withFakes(Fakes newFakes) {
        return new Game(loss, optimizer, batch, newFakes, dSteps, emaKimg, augment, mirror, decayKimg);
    }

    /** The same game with another number of D's updates per step. */
    public Game withDSteps(int newDSteps) {
        return new Game(loss, optimizer, batch, fakes, newDSteps, emaKimg, augment, mirror, decayKimg);
    }

    /** The same game with pictures by a longer or shorter average of G. */
    public Game withEma(double newEmaKimg) {
        return new Game(loss, optimizer, batch, fakes, dSteps, newEmaKimg, augment, mirror, decayKimg);
    }

    /** The same game with images changed in another way before D sees them. */
    public Game withAugment(AugmentConfig newAugment) {
        return new Game(loss, optimizer, batch, fakes, dSteps, emaKimg, newAugment, mirror, decayKimg);
    }

    /** The same game, every other real image left to right or none. */
    public Game withMirror(boolean newMirror) {
        return new Game(loss, optimizer, batch, fakes, dSteps, emaKimg, augment, newMirror, decayKimg);
    }

    /** The same game with a learning rate that falls over so many thousand images; 0 for one that stays. */
    public Game withDecay(double newDecayKimg) {
        return new Game(loss, optimizer, batch, fakes, dSteps, emaKimg, augment, mirror, newDecayKimg);
    }
}
