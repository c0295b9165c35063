package dev.gannet.train;

import dev.gannet.augment.AdaptiveStrength;
import dev.gannet.augment.Augmentation;
import dev.gannet.checkpoint.TrainState.Strength;
import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Game;
import dev.gannet.tensor.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What happens to every image before D sees it, and how strongly. */
final class Disguise {
    private final Augmentation augmentation;
    private final AugmentConfig config;
    private final double fixed;
    private final Optional<AdaptiveStrength> adaptive;

    /**
     * What falls to D's pass over some images: by it the same can be had again.
     *
     * @param pass another one for every pass of a run
     * @param strength the probability of each change
     */
    record Chance(long pass, double strength) {}

    Disguise(Game game, Noise noise) {
        this.augmentation = Augmentation.of(game.augment(), noise);
        this.config = game.augment();
        this.fixed = game.augment().initialStrength();
        this.adaptive = switch (game.augment()) {
            case AugmentConfig.None _, AugmentConfig.Diff _ -> Optional.empty();
            case AugmentConfig.Ada ada -> Optional.of(new AdaptiveStrength(ada, game.batch()));
        };
    }

    /** The probability of each change. */
    double strength() {
        return adaptive.map(AdaptiveStrength::p).orElse(fixed);
    }

    /** The kinds of changes by their names: those that happen at the present strength. */
    List<String> changes() {
        if (strength() == 0) {
            return List.of();
        }
        return switch (config) {
            case AugmentConfig.None _ -> List.of();
            case AugmentConfig.Diff(boolean color, boolean translation, boolean cutout) -> {
                List<String> kinds = new ArrayList<>();
                if (color) {
                    kinds.add("color");
                }
                if (translation) {
                    kinds.add("translation");
                }
                if (cutout) {
                    kinds.add("cutout");
                }
                yield List.copyOf(kinds);
            }
            case AugmentConfig.Ada _ -> List.of("ada");
        };
    }

    /**
     * The images as D sees them.
     *
     * @param chance of a pass
     */
    Tensor of(Tensor images, Chance chance) {
        return augmentation.apply(images, chance.pass(), chance.strength());
    }

    /** D has judged disguised real images. */
    void judged(Tensor real) {
        adaptive.ifPresent(strength -> strength.see(real));
    }

    Strength state() {
        return adaptive.map(AdaptiveStrength::state)
                .map(now -> new Strength(now.p(), now.sum(), now.count()))
                .orElse(Strength.NONE);
    }

    void restore(Strength saved) {
        adaptive.ifPresent(
                strength -> strength.restore(new AdaptiveStrength.State(saved.p(), saved.sum(), saved.count())));
    }
}
