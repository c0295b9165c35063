package dev.gannet.config;

/**
 * How the two networks play: everything about a step that is not the networks themselves.
 *
 * @param loss the adversarial loss
 * @param optimizer the optimizer of each network (each gets its own)
 * @param batch images in a batch, 2 to 4096 (batch normalisation needs two)
 * @param fakes which images G is scored on
 * @param dSteps updates of D per update of G, the k of Goodfellow et al. 2014, algorithm 1; 1 to 100
 */
public record Game(LossConfig loss, OptimizerConfig optimizer, int batch, Fakes fakes, int dSteps) {
    /** Checks the ranges. */
    public Game {
        if (batch < 2 || batch > 4096) {
            throw UserException.range("--batch", batch, "2 to 4096 images");
        }
        if (dSteps < 1 || dSteps > 100) {
            throw UserException.range("--d-steps", dSteps, "1 to 100");
        }
    }

    /** Real images that one step takes from the data. */
    public int imagesPerStep() {
        return batch * dSteps;
    }

    /** The same game with another loss. */
    public Game withLoss(LossConfig newLoss) {
        return new Game(newLoss, optimizer, batch, fakes, dSteps);
    }

    /** The same game at another learning rate. */
    public Game withLr(double lr) {
        return new Game(loss, optimizer.withLr(lr), batch, fakes, dSteps);
    }

    /** The same game at another batch size. */
    public Game withBatch(int newBatch) {
        return new Game(loss, optimizer, newBatch, fakes, dSteps);
    }

    /** The same game with G scored on other images. */
    public Game withFakes(Fakes newFakes) {
        return new Game(loss, optimizer, batch, newFakes, dSteps);
    }

    /** The same game with another number of D's updates per step. */
    public Game withDSteps(int newDSteps) {
        return new Game(loss, optimizer, batch, fakes, newDSteps);
    }
}
