package dev.gannet.bench;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.model.Gan;
import dev.gannet.nn.Net;
import dev.gannet.nn.SummaryRow;

/** How much a step computes, counted layer by layer. */
final class Flops {
    private Flops() {}

    /**
     * Floating-point operations of one step per image. A backward pass costs a product for the weights and one for the
     * input; D is frozen in G's pass, and no gradient is taken with respect to noise or pixels of D's own passes. Where G is
     * scored on fresh images, those that D learns from are a pass forward of G more. R1 and R2, at real and at made images
     * every few steps, are a pass forward, one back to the pixels, and one back through both of these, to weights and inputs
     * of either: six times D.
     */
    static double perImage(Gan gan, Game game) {
        Net g = gan.generator();
        Net d = gan.discriminator();
        double generator = 3 * sum(g) - first(g) + (game.fakes() == Fakes.FRESH ? sum(g) : 0);
        double detect = 2 * (3 * sum(d) - first(d));
        double judge = 2 * sum(d);
        double penalties =
                game.loss() instanceof LossConfig.Relativistic(double _, int every) ? 2 * 6 * sum(d) / every : 0;
        return 2 * (generator + detect + judge + penalties);
    }

    private static double sum(Net net) {
        return net.summary().stream().mapToLong(SummaryRow::multiplyAdds).sum();
    }

    /** Of the first layer that multiplies. */
    private static double first(Net net) {
        return net.summary().stream()
                .mapToLong(SummaryRow::multiplyAdds)
                .filter(work -> work > 0)
                .findFirst()
                .orElse(0);
    }
}
