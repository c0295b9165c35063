package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of A2 that looks at colours. */
class TintTest {
    private final Doctor doctor = new Doctor(RunConfig.defaults()
            .withData(new DataConfig.Dogs(1, 500), new ImageShape(3, 16))
            .withRecipe(Recipe.Dcgan.TUTORIAL));
    private long step;

    private List<Found> afterTwelveGrids(Double... tint) {
        for (int i = 0; i < 12; i++) {
            step += 25;
            doctor.saw(Measured.tick(step, .3));
            doctor.saw(Measured.tinted(step, List.of(tint)));
        }
        return doctor.findings();
    }

    @Test
    void a_tint_is_told_from_step_200_on_and_is_over_when_it_is_gone() {
        List<Found> found = afterTwelveGrids(.1, -.35, 0.0);
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("A2");
            assertThat(one.severity()).isEqualTo(Severity.WARNING);
            assertThat(one.step()).isEqualTo(250); // three looks
            assertThat(one.what())
                    .isEqualTo(
                            "On average, made pictures have 0.350 less green than real ones; from none to all is 2.");
        });
        assertThat(afterTwelveGrids(.1, -.1, 0.0)).isEmpty();
    }

    @Test
    void grey_pictures_are_brighter_or_darker() {
        assertThat(afterTwelveGrids(.4))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.what())
                                .isEqualTo(
                                        "On average, made pictures are 0.400 brighter than real ones; from black to white is 2."));
    }

    @Test
    void a_little_tint_or_one_that_fades_is_none() {
        assertThat(afterTwelveGrids(.2, -.2, .2)).isEmpty();
        for (double tint = 1.2; tint > .3; tint *= .95) { // by a seventh over four grids
            step += 25;
            doctor.saw(Measured.tick(step, .3));
            doctor.saw(Measured.tinted(step, List.of(tint, 0.0, 0.0)));
            assertThat(doctor.findings()).isEmpty();
        }
    }
}
