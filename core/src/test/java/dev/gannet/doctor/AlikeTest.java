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

/** The part of C1 that looks at structure. */
class AlikeTest {
    private final Doctor doctor = new Doctor(RunConfig.defaults()
            .withData(new DataConfig.Dogs(1, 500), new ImageShape(3, 16))
            .withRecipe(Recipe.Dcgan.TUTORIAL));
    private long step;

    private void see(double alike) {
        step += 25;
        doctor.saw(Measured.tick(step, .3));
        doctor.saw(Measured.alike(step, alike));
    }

    private List<Found> afterTwelveGrids(double alike) {
        for (int i = 0; i < 12; i++) {
            see(alike);
        }
        return doctor.findings();
    }

    @Test
    void pictures_as_different_as_real_ones_pixel_by_pixel_may_be_one_picture_in_several_shades() {
        assertThat(afterTwelveGrids(.35)).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("C1");
            assertThat(one.severity()).isEqualTo(Severity.WARNING);
            assertThat(one.step()).isEqualTo(250); // three looks
            assertThat(one.what())
                    .isEqualTo("Two made pictures are alike in structure (MS-SSIM) by 0.35; two real ones by 0.10.");
            assertThat(one.advice())
                    .isEqualTo("Look at the newest grid: its pictures 3 and 5 are nearest. Try --loss wasserstein-gp, a"
                            + " larger --batch than 64, or --lr 0.0001 (when resuming, --set lr=0.0001).");
        });
        assertThat(afterTwelveGrids(.15)).isEmpty();
    }

    @Test
    void a_little_more_alike_than_real_ones_or_less_so_from_grid_to_grid_is_well() {
        assertThat(afterTwelveGrids(.19)).isEmpty();
        for (double alike = .9; alike > .2; alike = .1 + (alike - .1) * .95) { // by a seventh over four grids
            see(alike);
        }
        assertThat(doctor.findings()).isEmpty();
    }
}
