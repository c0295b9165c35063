package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.UserException;
import dev.gannet.trace.plane.DiracRule;
import dev.gannet.trace.plane.DiracView;
import dev.gannet.trace.plane.DiracView.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dirac-GAN against the eigenvalues of Mescheder et al. 2018. */
class DiracTest {
    private static final double TINY = 1e-5; // from the equilibrium: the game is linear there

    /** Both at once: the eigenvalues of the field are +-i/2, those of the step 1 +- i lr/2 (lemma 2.2 and 2.3). */
    @ParameterizedTest
    @CsvSource({"0.01", "0.1", "0.5", "1", "3"})
    void at_once_the_distance_grows_as_the_eigenvalues_say(double lr) {
        Dirac dirac = new Dirac(new DiracRule(lr, 0, false, 1, 0));

        assertThat(dirac.growth()).isCloseTo(Math.sqrt(1 + lr * lr / 4), within(1e-12));
        assertThat(dirac.turn()).isCloseTo(Math.toDegrees(Math.atan(lr / 2)), within(1e-9));
        assertThat(dirac.play().fate()).isEqualTo(Fate.SPIRALS_OUT);
    }

    /** One after the other: both eigenvalues are on the unit circle while lr/2 is at most 2 (lemma 2.4). */
    @ParameterizedTest
    @CsvSource({"0.1, CIRCLES", "1, CIRCLES", "3.9, CIRCLES", "4.1, SPIRALS_OUT", "8, SPIRALS_OUT"})
    void one_after_the_other_they_circle_until_the_learning_rate_is_4(double lr, Fate fate) {
        assertThat(new Dirac(new DiracRule(lr, 0, true, 1, 0)).play().fate()).isEqualTo(fate);
    }

    /** With R1 the field's eigenvalues are (-gamma +- sqrt(gamma^2 - 1))/2 (section 4.1); the step's are 1 + lr times these. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.3", "0.2, 0.5", "0.5, 1", "0.1, 2", "0.3, 4"})
    void with_r1_they_spiral_in_as_fast_as_the_eigenvalues_say(double lr, double gamma) {
        double inside = gamma * gamma - 1;
        double expected = inside <= 0
                ? Math.hypot(1 - lr * gamma / 2, lr * Math.sqrt(-inside) / 2)
                : 1 + lr * (-gamma + Math.sqrt(inside)) / 2;

        Dirac dirac = new Dirac(new DiracRule(lr, gamma, false, 1, 0));

        assertThat(dirac.growth()).isCloseTo(expected, within(1e-7));
        assertThat(dirac.play().fate()).isEqualTo(Fate.SPIRALS_IN);
    }

    @Test
    void r1_does_not_help_when_the_learning_rate_is_too_large() {
        assertThat(new Dirac(new DiracRule(0.39, 0.1, false, 1, 0)).play().fate())
                .isEqualTo(Fate.SPIRALS_IN);
        assertThat(new Dirac(new DiracRule(0.41, 0.1, false, 1, 0)).play().fate())
                .isEqualTo(Fate.SPIRALS_OUT);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0, false", "0.2, 0, true", "0.2, 0.4, true", "0.2, 0.4, false", "0.1, 2, true", "1, 1.5, true"})
    void steps_close_to_the_equilibrium_do_what_growth_and_turn_say(double lr, double gamma, boolean alternating) {
        Dirac dirac = new Dirac(new DiracRule(lr, gamma, alternating, 0, 0));
        double trace = trace(dirac);
        double determinant = determinant(dirac);

        double growth = dirac.growth();
        double turn = Math.toRadians(dirac.turn());
        double other = determinant / growth; // the product of the eigenvalues is the determinant
        double sum = dirac.turn() == 0 || dirac.turn() == 180 ? growth + other : 2 * growth * Math.cos(turn);

        assertThat(sum).isCloseTo(trace, within(1e-4));
        if (turn > 0 && turn < Math.PI) {
            assertThat(growth * growth).isCloseTo(determinant, within(1e-4));
        }
    }

    @Test
    void the_path_of_the_unregularised_game_stays_at_its_distance_for_hundreds_of_steps() {
        DiracView view = new Dirac(new DiracRule(0.05, 0, true, 1, 0)).play();

        assertThat(view.path().length).isEqualTo(601);
        assertThat(view.path()[0]).containsExactly(1, 0);
        for (double[] at : view.path()) {
            assertThat(Math.hypot(at[0], at[1])).isBetween(0.95, 1.05);
        }
    }

    @Test
    void a_path_with_r1_ends_at_the_equilibrium_and_one_with_too_large_steps_leaves_the_plane() {
        double[][] in = new Dirac(new DiracRule(0.2, 0.5, true, 1, 0)).play().path();
        double[][] out = new Dirac(new DiracRule(0.5, 0, false, 1, 0)).play().path();

        assertThat(Math.hypot(in[600][0], in[600][1])).isLessThan(1e-3);
        assertThat(out.length).isLessThan(600);
        assertThat(Math.max(Math.abs(out[out.length - 1][0]), Math.abs(out[out.length - 1][1])))
                .isGreaterThan(2.5);
    }

    @Test
    void the_field_is_the_slope_of_the_error_taken_by_differences() {
        double gamma = 0.3;
        double h = 1e-6;
        for (DiracView.Arrow arrow :
                new Dirac(new DiracRule(0.1, gamma, true, 1, 0)).play().field()) {
            double theta = arrow.theta();
            double psi = arrow.psi();
            double down = -(error(theta + h, psi) - error(theta - h, psi)) / (2 * h);
            double up = (error(theta, psi + h) - error(theta, psi - h)) / (2 * h) - gamma * psi;
            assertThat(arrow.towardsTheta()).isCloseTo(down, within(1e-8));
            assertThat(arrow.towardsPsi()).isCloseTo(up, within(1e-8));
        }
    }

    @Test
    void a_rule_out_of_range_is_refused() {
        assertThatThrownBy(() -> new DiracRule(0, 0, true, 1, 0))
                .isInstanceOf(UserException.class)
                .hasMessage("lr is 0.0; expected a number above 0, at most 10");
    }

    /** What D raises and G lowers: f(psi theta). */
    private static double error(double theta, double psi) {
        return -Math.log1p(Math.exp(-psi * theta));
    }

    private static double trace(Dirac dirac) {
        return dirac.step(TINY, 0)[0] / TINY + dirac.step(0, TINY)[1] / TINY;
    }

    private static double determinant(Dirac dirac) {
        double[] a = dirac.step(TINY, 0);
        double[] b = dirac.step(0, TINY);
        return (a[0] * b[1] - a[1] * b[0]) / (TINY * TINY);
    }
}
