package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.Hearing;
import org.junit.jupiter.api.Test;

class InterviewTest {
    private static RunConfig config(Recipe recipe, int images) {
        return ResumeTest.config(recipe).withData(new DataConfig.Dogs(1, images), new ImageShape(3, 16));
    }

    private static Hearing hear(RunConfig config) {
        try (ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
                Trainer trainer = new Trainer(config, source)) {
            Hearing hearing = Interview.of(trainer).orElseThrow().hear();
            assertThat(Interview.of(trainer).orElseThrow().hear()).isEqualTo(hearing);
            return hearing;
        }
    }

    /** Maxout layers see one image at a time, batch normalisation and a spread all of a batch. */
    @Test
    void only_networks_that_look_at_the_batch_depend_on_it() {
        Hearing vanilla = hear(config(
                new Recipe.Vanilla(4, 6, 5, 2, Recipe.Vanilla.PAPER.game().withBatch(8)), 50));
        assertThat(vanilla.apart()).isCloseTo(0, within(1e-6));
        Hearing dcgan =
                hear(config(new Recipe.Dcgan(4, 4, Recipe.Dcgan.TUTORIAL.game().withBatch(8)), 50));
        assertThat(dcgan.apart()).isGreaterThan(1e-3 * dcgan.deviation());
        assertThat(dcgan.heldOut()).isEmpty();
    }

    @Test
    void images_that_are_held_out_are_asked_about_as_well() {
        Recipe modern =
                new Recipe.Modern(4, 2, true, Recipe.Modern.DEFAULT.game().withBatch(8));
        Hearing hearing = hear(config(modern, 50).withHoldOut(20));
        // nothing has been learnt: to D, both are the same
        assertThat(hearing.heldOut().orElseThrow()).isCloseTo(hearing.real(), within(hearing.deviation()));
        assertThat(hear(config(modern, 50).withHoldOut(5)).heldOut()).isEmpty(); // not even a batch
    }

    @Test
    void too_few_images_for_two_batches_are_no_matter() {
        RunConfig config =
                config(new Recipe.Dcgan(4, 4, Recipe.Dcgan.TUTORIAL.game().withBatch(8)), 3);
        try (ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
                Trainer trainer = new Trainer(config, source)) {
            assertThat(Interview.of(trainer)).isEmpty();
        }
    }
}
