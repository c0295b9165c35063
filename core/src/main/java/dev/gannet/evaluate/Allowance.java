package dev.gannet.evaluate;

/**
 * When to evaluate, so that it takes no more than a share of the training's time: an evaluation is due once the training since
 * the last one has taken as many times as long as that one did.
 */
public final class Allowance {
    /** Three hundredths. */
    public static final double SHARE = 0.03;

    private final double share;
    private double cost;
    private double from;

    /**
     * Before the first evaluation.
     *
     * @param share of the training's time, more than 0
     * @param expected seconds that one will take
     */
    public Allowance(double share, double expected) {
        this.share = share;
        this.cost = expected;
    }

    /**
     * Whether one may be made now.
     *
     * @param trained seconds of training so far, evaluations not counted
     */
    public boolean due(double trained) {
        return trained - from >= cost / share;
    }

    /** Counts one that was made after so many seconds of training, and took so many itself. */
    public void spent(double trained, double seconds) {
        from = trained;
        cost = seconds;
    }
}
