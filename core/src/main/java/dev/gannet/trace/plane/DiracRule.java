package dev.gannet.trace.plane;

import dev.gannet.config.UserException;

/**
 * How the Dirac-GAN is played.
 *
 * @param lr learning rate of both, above 0, at most 10
 * @param gamma weight of the penalty R1 on D's slope, 0 to 10; 0 is none
 * @param alternating whether G answers the D that has just learned, as training does; else both move at once
 * @param theta where G begins, -2 to 2
 * @param psi D's slope in the beginning, -2 to 2
 */
public record DiracRule(double lr, double gamma, boolean alternating, double theta, double psi) {
    /** Checks the ranges. */
    public DiracRule {
        check("lr", lr, lr > 0 && lr <= 10, "a number above 0, at most 10");
        check("gamma", gamma, gamma >= 0 && gamma <= 10, "0 to 10");
        check("theta", theta, Math.abs(theta) <= 2, "-2 to 2");
        check("psi", psi, Math.abs(psi) <= 2, "-2 to 2");
    }

    private static void check(String name, double got, boolean good, String expected) {
        if (!good) {
            throw UserException.range(name, got, expected);
        }
    }
}
