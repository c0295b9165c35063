package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.RunConfig;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplosionTest {
    private final Doctor doctor = new Doctor(RunConfig.defaults());
    private long step;

    private void see(RunEvent.Vitals vitals) {
        doctor.saw(Measured.tick(vitals.step(), .3));
        doctor.saw(vitals);
    }

    private void penalise(double penalty, int times) {
        for (int i = 0; i < times; i++) {
            step += 25;
            see(Measured.penalised(step, penalty));
        }
    }

    /** Every so many steps up to a last one, D's last weight grows by a factor a hundred steps, and G's first does not. */
    private void stretch(long every, long last, double factor) {
        for (step = 25; step <= last; step += 25) {
            see(
                    step % every == 0
                            ? Measured.stretched(step, Math.pow(factor, step / 100.0), 7)
                            : Measured.vitals(step, true));
        }
    }

    @Test
    void a_weight_that_doubles_within_a_hundred_steps_is_told() {
        stretch(50, 350, 2.25);
        assertThat(doctor.findings()).singleElement().satisfies(found -> {
            assertThat(found.rule()).isEqualTo("N2");
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.step()).isEqualTo(300); // after step 200, and for a hundred steps
            assertThat(found.what())
                    .isEqualTo(
                            "The largest singular value of D score.weight has gone from 5.06 to 11.4 within 100 steps.");
            assertThat(found.why())
                    .isEqualTo("Weights that explode go with pictures that collapse (Brock et al. 2019).");
            assertThat(found.advice()).isEqualTo("Try --lr 0.0005 (when resuming, --set lr=0.0005).");
        });
    }

    @Test
    void one_that_is_slower_is_none() {
        stretch(50, 1000, 1.95);
        assertThat(doctor.findings()).isEmpty();
    }

    @Test
    void weights_that_were_not_measured_a_hundred_steps_ago_are_compared_over_longer() {
        stretch(250, 1500, 1.9); // 5 times from look to look
        assertThat(doctor.findings()).isEmpty();
    }

    @Test
    void and_told_if_they_double_every_hundred() {
        stretch(250, 1500, 2.1);
        assertThat(doctor.findings())
                .singleElement()
                .satisfies(found -> assertThat(found.what()).endsWith(" within 250 steps."));
    }

    @Test
    void a_penalty_that_leaps_is_told_until_the_next_one_is_usual_again() {
        penalise(.2, 20);
        penalise(1.9, 4); // less than ten times
        assertThat(doctor.findings()).isEmpty();
        penalise(2.1, 4);
        List<Found> found = doctor.findings();
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("N2");
            assertThat(one.what()).isEqualTo("The penalty on D's slope is 2.10; its median was 0.200.");
            assertThat(one.why())
                    .isEqualTo("D has become much steeper at once, and steps along such slopes land anywhere.");
            assertThat(one.advice()).isEqualTo("Try --lr 0.0005 (when resuming, --set lr=0.0005).");
        });
        penalise(.2, 4);
        assertThat(doctor.findings()).isEmpty();
    }

    @Test
    void a_small_penalty_may_leap_and_one_without_a_past_as_well() {
        penalise(.01, 20);
        penalise(.9, 4);
        assertThat(doctor.findings()).isEmpty();
        Doctor young = new Doctor(RunConfig.defaults());
        for (long at = 25; at <= 225; at += 25) {
            young.saw(Measured.tick(at, .3));
            young.saw(Measured.penalised(at, at > 125 ? 50 : .2));
        }
        assertThat(young.findings()).isEmpty();
    }
}
