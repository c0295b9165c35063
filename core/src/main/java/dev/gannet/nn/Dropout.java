package dev.gannet.nn;

import dev.gannet.tensor.Noise;
import dev.gannet.tensor.Placement;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Zeroes a share of the values in training and scales the rest up (Hinton et al. 2012). Masks are drawn by counter, so a
 * resumed run draws the same.
 *
 * @param drop the share that is zeroed, in [0, 1)
 * @param index different for every dropout layer of a network
 */
public record Dropout(double drop, int index) implements Layer {
    private static final int MOST_LAYERS = 16;

    /** Checks the ranges. */
    public Dropout {
        if (!(drop >= 0 && drop < 1) || index < 0 || index >= MOST_LAYERS) {
            throw new IllegalArgumentException("dropout %s at index %d".formatted(drop, index));
        }
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return switch (pass) {
            case Pass.Train(Noise noise, long counter, var _) -> x.mul(mask(x, noise, counter));
            case Pass.Again(Noise noise, long counter, var _) -> x.mul(mask(x, noise, counter));
            case Pass.Probe _, Pass.Among _, Pass.Eval _ -> x;
        };
    }

    private Tensor mask(Tensor x, Noise noise, long counter) {
        Tensor chance = noise.uniform(Noise.Stream.DROPOUT, counter * MOST_LAYERS + index, x.shape());
        Tensor kept = Placement.beside(x, chance.ge(new Scalar(drop)));
        return kept.to(ScalarType.Float).mul_(new Scalar(1 / (1 - drop))).to(x.scalar_type());
    }

    @Override
    public String describe() {
        return "Dropout %.1f".formatted(drop);
    }
}
