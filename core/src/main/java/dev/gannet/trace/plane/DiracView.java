package dev.gannet.trace.plane;

import java.util.List;

/**
 * The Dirac-GAN: the data are the one number 0, G makes the one number theta, D(x) is the sigmoid of psi times x.
 *
 * @param rule how it was played
 * @param field where the players want to go, on a grid
 * @param path theta and psi after every step, the beginning first; ends early where they have left the plane
 * @param growth by how much the distance from the equilibrium is multiplied per step close to it; 1 is a circle
 * @param turn the angle per step around the equilibrium, in degrees, 0 or more
 * @param fate what that means
 */
public record DiracView(DiracRule rule, List<Arrow> field, double[][] path, double growth, double turn, Fate fate) {
    /**
     * One arrow of the field.
     *
     * @param theta where
     * @param psi where
     * @param towardsTheta how fast theta changes there
     * @param towardsPsi how fast psi changes there
     */
    public record Arrow(double theta, double psi, double towardsTheta, double towardsPsi) {}

    /** What becomes of the players close to the equilibrium. */
    public enum Fate {
        /** They reach it. */
        SPIRALS_IN,
        /** They go round it for ever. */
        CIRCLES,
        /** They leave it. */
        SPIRALS_OUT
    }
}
