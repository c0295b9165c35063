package dev.gannet.train;

import dev.gannet.config.RunConfig;
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
            case Ask.Plane(int image) -> new PlaneSlice(gan, forward, loss, image);
            case Ask.Latent latent -> new LatentPlane(latent, config, gan, forward);
            case Ask.Units units -> new LayerUnits(units, gan, forward, loss);
        };
    }
}
