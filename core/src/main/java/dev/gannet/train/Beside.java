package dev.gannet.train;

import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Look;

/** Looks at what the stops of a step do not show. For one step. */
interface Beside extends Witness {
    /** What it has found, after the step of that number. */
    Look found(long step);

    /** Who looks for what is asked. */
    static Beside of(Ask.Looking asked, RunConfig config, Gan gan, Forward forward) {
        AdversarialLoss loss = Losses.of(config.recipe().game().loss());
        return switch (asked) {
            case Ask.Slice _ -> new LineSlice(gan, forward, loss, Recorder.SHOWN);
            case Ask.Plane(int image) -> new PlaneSlice(gan, forward, loss, shown("image", image, config));
            case Ask.Latent latent -> new LatentPlane(latent, config, gan, forward);
            case Ask.Units units -> new LayerUnits(units, shown("image", units.image(), config), gan, forward, loss);
        };
    }

    /**
     * The index in its batch of an image that is asked for by its number.
     *
     * @param name of the number
     * @param number from 1
     * @throws UserException (usage) if the page shows no such image
     */
    static int shown(String name, int number, RunConfig config) {
        int most = Math.min(Recorder.SHOWN, config.recipe().game().batch());
        if (number < 1 || number > most) {
            throw UserException.range(name, number, "1 to %d".formatted(most));
        }
        return number - 1;
    }
}
