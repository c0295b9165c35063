package dev.gannet.augment;

import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.Noise;
import org.bytedeco.pytorch.Tensor;

/**
 * Random changes of every image, the same kinds for real and made ones, so that D judges changed images alone. Each is a
 * linear map of the pixels and a shift, made of operations that have a second derivative: errors go back through it to G,
 * and penalties on D's slope go back through that.
 */
public sealed interface Augmentation permits Unchanged, DiffAugmentation, AdaAugmentation {
    /**
     * The changed images. What happens to an image is a function of (seed, counter, its index in the batch) and of
     * {@code p}; a larger {@code p} adds changes to those of a smaller one.
     *
     * @param images (N, C, H, W) float32 in [-1, 1], C 1 (grey), 3 (RGB) or 4 (RGBA, whose alpha keeps its values);
     *     borrowed
     * @param counter another one for every call of a run
     * @param p the probability of each change, from 0 to 1; at 0 the images themselves come back
     * @return (N, C, H, W) channels-last in memory, possibly outside of [-1, 1]; attached to the current scope
     */
    Tensor apply(Tensor images, long counter, double p);

    /** The augmentation that a configuration names, its random numbers drawn from {@code noise}. */
    static Augmentation of(AugmentConfig config, Noise noise) {
        return switch (config) {
            case AugmentConfig.None _ -> new Unchanged();
            case AugmentConfig.Diff diff -> new DiffAugmentation(diff, noise);
            case AugmentConfig.Ada _ -> new AdaAugmentation(noise);
        };
    }
}
