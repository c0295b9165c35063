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

/** C1: pictures that are near to each other, pixel by pixel and in structure. */
class AlikeTest {
    private final Doctor doctor = new Doctor(RunConfig.defaults()
            .withData(new DataConfig.Dogs(1, 500), new ImageShape(3, 16))
            .withRecipe(Recipe.Dcgan.TUTORIAL));
    private long step;

    private List<Found> afterTwelveGrids(double spread, double alike) {
        for (int i = 0; i < 12; i++) {
            step += 25;
            doctor.saw(Measured.tick(step, .3));
            doctor.saw(Measured.alike(step, spread, alike));
        }
        return doctor.findings();
    }

    @Test
    void near_in_pixels_and_alike_in_structure_is_too_alike() {
        assertThat(afterTwelveGrids(.3, .35)).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("C1");
            assertThat(one.severity()).isEqualTo(Severity.WARNING);
            assertThat(one.step()).isEqualTo(250); // three looks
            assertThat(one.what())
                    .isEqualTo("Two made pictures differ by 50.0 % of what two real ones do, and are alike in structure"
                            + " (MS-SSIM) by 0.350; two real ones by 0.100.");
            assertThat(one.advice())
                    .isEqualTo("Look at the newest grid: its pictures 3 and 5 are nearest. Try --loss wasserstein-gp, a"
                            + " larger --batch than 64, or --lr 0.0001 (when resuming, --set lr=0.0001).");
        });
        assertThat(afterTwelveGrids(.6, .35)).as("over").isEmpty();
    }

    @Test
    void one_of_the_two_alone_is_not() {
        assertThat(afterTwelveGrids(.3, .19)).as("faint, but different").isEmpty();
        assertThat(afterTwelveGrids(.6, .35))
                .as("alike, but as far apart as real ones")
                .isEmpty();
    }
}
