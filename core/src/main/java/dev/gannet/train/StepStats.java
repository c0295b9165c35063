package dev.gannet.train;

/**
 * What one watched step saw. D(x) is the discriminator's verdict on the step's real images, D(G(z)) on its made ones.
 *
 * @param lossD D's mean loss since the last watched step
 * @param lossG G's mean loss since the last watched step
 * @param realBefore D(x) before D's update
 * @param realAfter D(x) of the same images after D's update
 * @param fakeBefore D(G(z)) before D's update
 * @param fakeAfterD D(G(z)) after D's update, before G's
 * @param fakeAfterG D(G(z)) of the same noise after G's update
 */
public record StepStats(
        double lossD,
        double lossG,
        double realBefore,
        double realAfter,
        double fakeBefore,
        double fakeAfterD,
        double fakeAfterG) {

    static StepStats of(double lossD, double lossG, double[] verdicts) {
        return new StepStats(lossD, lossG, verdicts[0], verdicts[1], verdicts[2], verdicts[3], verdicts[4]);
    }

    /** Whether every number is one. */
    public boolean finite() {
        return Double.isFinite(lossD + lossG + realBefore + realAfter + fakeBefore + fakeAfterD + fakeAfterG);
    }
}
