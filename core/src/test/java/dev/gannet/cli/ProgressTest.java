package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final RunConfig DEFAULTS = RunConfig.defaults();

    private static List<String> told(LossConfig loss, RunEvent... events) {
        StringWriter err = new StringWriter();
        RunConfig config = DEFAULTS.withRecipe(
                DEFAULTS.recipe().withGame(DEFAULTS.recipe().game().withLoss(loss)));
        Progress progress = new Progress(new PrintWriter(err, true), config, false);
        for (RunEvent event : events) {
            progress.show(event);
        }
        return err.toString().lines().toList();
    }

    private static RunEvent.Tick tick(double waiting) {
        return new RunEvent.Tick(50, 1, 20, 300, waiting, 0.5, 2, 0.81, 0.86, 0.22, 0.15, 0.31);
    }

    private static RunEvent.Started started() {
        return new RunEvent.Started("", "", "", "drawings", 100);
    }

    @Test
    void the_line_says_when_steps_wait_for_images() {
        assertThat(told(new LossConfig.Bce(), tick(0.009)).getFirst())
                .startsWith("step 50 | epoch 1.0 | 300 img/s | ETA ");
        assertThat(told(new LossConfig.Bce(), tick(0.25)).getFirst())
                .startsWith("step 50 | epoch 1.0 | 300 img/s (waits 25 % for data) | ETA ");
    }

    @Test
    void a_probability_is_how_sure_d_is() {
        for (LossConfig loss :
                List.of(new LossConfig.Bce(), new LossConfig.Saturating(), new LossConfig.LeastSquares())) {
            List<String> told = told(loss, started(), tick(0));
            assertThat(told.subList(0, 3))
                    .containsExactly(
                            "data     drawings",
                            "watch    samples/step-*.png; L_D and L_G are the losses, D(x) how sure the discriminator is of"
                                    + " real images before>after its update,",
                            "         D(G(z)) how sure it is of made ones before>after its update>after the generator's");
            assertThat(told.getLast()).endsWith(" | L_D 0.50 L_G 2.00 | D(x) 0.81>0.86 | D(G(z)) 0.22>0.15>0.31");
        }
    }

    @Test
    void a_score_that_is_squeezed_is_called_so() {
        for (LossConfig loss : List.of(new LossConfig.Hinge(), new LossConfig.Relativistic(1, 4))) {
            List<String> told = told(loss, started(), tick(0));
            assertThat(told.subList(1, 3))
                    .containsExactly(
                            "watch    samples/step-*.png; L_D and L_G are the losses, sigma D(x) the discriminator's score of"
                                    + " real images, squeezed into 0 to 1, before>after its update,",
                            "         sigma D(G(z)) that of made ones before>after its update>after the generator's; what"
                                    + " counts is how far the two are apart");
            assertThat(told.getLast())
                    .endsWith(" | L_D 0.50 L_G 2.00 | sigma D(x) 0.81>0.86 | sigma D(G(z)) 0.22>0.15>0.31");
        }
    }

    @Test
    void a_critics_score_is_told_as_it_is() {
        List<String> told = told(new LossConfig.WassersteinGp(10), started(), tick(0));
        assertThat(told.subList(1, 3))
                .containsExactly(
                        "watch    samples/step-*.png; L_D and L_G are the losses, D(x) the discriminator's score of real"
                                + " images before>after its update,",
                        "         D(G(z)) that of made ones before>after its update>after the generator's; what counts is"
                                + " how far the two are apart");
        assertThat(told.getLast()).endsWith(" | D(x) 0.81>0.86 | D(G(z)) 0.22>0.15>0.31");
    }

    @Test
    void a_step_that_somebody_has_replaced_is_told_with_what_was_changed() {
        assertThat(told(
                        new LossConfig.Bce(),
                        new RunEvent.Edited(1200, new TreeMap<>(Map.of("lr-d", "0", "freeze", "g")))))
                .containsExactly("note     step 1,200 was replaced by a branch of it: freeze=g, lr-d=0");
    }
}
