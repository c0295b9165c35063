package dev.gannet.plane;

import dev.gannet.trace.plane.DiracRule;
import dev.gannet.trace.plane.DiracView;
import dev.gannet.trace.plane.DiracView.Arrow;
import dev.gannet.trace.plane.DiracView.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest GAN there is: the data are the one number 0, G makes the one number theta, and D(x) is the sigmoid of psi
 * times x. Gradient descent on f(psi theta) with f(t) = -log(1 + exp(-t)), G downwards, D upwards.
 *
 * @param rule how it is played
 * @see <a href="https://arxiv.org/abs/1801.04406">Mescheder et al. 2018, section 2; R1 is eq. 9</a>
 */
record Dirac(DiracRule rule) {
    private static final double MIDDLE_SLOPE = 0.5; // f'(0)
    private static final int STEPS = 600;
    private static final double EDGE = 2.5;
    private static final int GRID = 15;
    private static final double REACH = 2; // of the field
    private static final double SAME = 1e-9;

    /** The whole game. */
    DiracView play() {
        double growth = growth();
        Fate fate = Math.abs(growth - 1) < SAME ? Fate.CIRCLES : growth < 1 ? Fate.SPIRALS_IN : Fate.SPIRALS_OUT;
        return new DiracView(rule, field(), path(), growth, turn(), fate);
    }

    /** Where the players are after one step. */
    double[] step(double theta, double psi) {
        double newPsi = psi + rule.lr() * towardsPsi(theta, psi);
        double answered = rule.alternating() ? newPsi : psi;
        double newTheta = theta + rule.lr() * towardsTheta(theta, answered);
        return new double[] {newTheta, newPsi};
    }

    private static double towardsTheta(double theta, double psi) {
        return -psi * slope(psi * theta);
    }

    private double towardsPsi(double theta, double psi) {
        return theta * slope(psi * theta) - rule.gamma() * psi;
    }

    /** f'(t). */
    private static double slope(double t) {
        return 1 / (1 + Math.exp(t));
    }

    /**
     * The larger absolute value of the step's two eigenvalues at the equilibrium. The step there is a matrix of
     * determinant d and trace t, and its eigenvalues solve x^2 - t x + d = 0.
     */
    double growth() {
        double root = trace() * trace() / 4 - determinant();
        return root < 0 ? Math.sqrt(determinant()) : Math.abs(trace()) / 2 + Math.sqrt(root);
    }

    /** The angle of these eigenvalues, in degrees. */
    double turn() {
        double root = trace() * trace() / 4 - determinant();
        return root < 0 ? Math.toDegrees(Math.atan2(Math.sqrt(-root), trace() / 2)) : trace() < 0 ? 180 : 0;
    }

    private double trace() {
        double reach = rule.lr() * MIDDLE_SLOPE;
        return 2 - rule.lr() * rule.gamma() - (rule.alternating() ? reach * reach : 0);
    }

    private double determinant() {
        double reach = rule.lr() * MIDDLE_SLOPE;
        return 1 - rule.lr() * rule.gamma() + (rule.alternating() ? 0 : reach * reach);
    }

    private double[][] path() {
        List<double[]> path = new ArrayList<>();
        double[] at = {rule.theta(), rule.psi()};
        path.add(at);
        for (int i = 0; i < STEPS && Math.max(Math.abs(at[0]), Math.abs(at[1])) < EDGE; i++) {
            at = step(at[0], at[1]);
            path.add(at);
        }
        return Points.brief(path.stream().map(double[]::clone).toArray(double[][]::new));
    }

    private List<Arrow> field() {
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < GRID * GRID; i++) {
            double theta = REACH * (2.0 * (i % GRID) / (GRID - 1) - 1);
            double psi = REACH * (2.0 * (i / GRID) / (GRID - 1) - 1);
            arrows.add(new Arrow(theta, psi, towardsTheta(theta, psi), towardsPsi(theta, psi)));
        }
        return List.copyOf(arrows);
    }
}
