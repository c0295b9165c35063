package dev.gannet.trace.plane;

import dev.gannet.config.LossConfig;
import dev.gannet.config.UserException;

/**
 * How the two networks play in the plane.
 *
 * @param loss the adversarial loss
 * @param lrD D's learning rate (Adam), above 0, at most 1
 * @param lrG G's learning rate (Adam), above 0, at most 1
 * @param beta1 Adam's decay of the mean gradient, both networks, in [0, 1)
 * @param dSteps updates of D per update of G, 1 to 20
 * @param batch points of each kind in a batch, 8 to 256
 * @param latent numbers of noise per point, 1 to 16
 * @param layersD layers of D with weights, 2 to 4
 * @param layersG layers of G with weights, 2 to 4
 * @param width units of a hidden layer, 4 to 128
 * @param seed decides every random number
 */
public record PlaneSettings(
        LossConfig loss,
        double lrD,
        double lrG,
        double beta1,
        int dSteps,
        int batch,
        int latent,
        int layersD,
        int layersG,
        int width,
        long seed) {

    /** Checks the ranges. */
    public PlaneSettings {
        check("lrD", lrD, lrD > 0 && lrD <= 1, "a number above 0, at most 1");
        check("lrG", lrG, lrG > 0 && lrG <= 1, "a number above 0, at most 1");
        check("beta1", beta1, beta1 >= 0 && beta1 < 1, "0 or more, below 1");
        check("dSteps", dSteps, dSteps >= 1 && dSteps <= 20, "1 to 20");
        check("batch", batch, batch >= 8 && batch <= 256, "8 to 256 points");
        check("latent", latent, latent >= 1 && latent <= 16, "1 to 16");
        check("layersD", layersD, layersD >= 2 && layersD <= 4, "2 to 4");
        check("layersG", layersG, layersG >= 2 && layersG <= 4, "2 to 4");
        check("width", width, width >= 4 && width <= 128, "4 to 128 units");
    }

    /** The same with other learning rates. */
    public PlaneSettings withRates(double newLrD, double newLrG) {
        return new PlaneSettings(loss, newLrD, newLrG, beta1, dSteps, batch, latent, layersD, layersG, width, seed);
    }

    private static void check(String name, Object got, boolean good, String expected) {
        if (!good) {
            throw UserException.range(name, got, expected);
        }
    }
}
