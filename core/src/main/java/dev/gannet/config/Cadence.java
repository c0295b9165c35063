package dev.gannet.config;

/**
 * How often the occasional things happen, in steps, so that two runs of one configuration do them at the same steps.
 *
 * @param tick steps between two measurements of progress (an event, a progress line)
 * @param sample steps between two sample grids; early on they come more often, see {@link #samplesAt}
 * @param checkpoint steps between two checkpoints
 */
public record Cadence(int tick, int sample, int checkpoint) {
    /** Ticks every 25 steps, grids every 200, checkpoints every 1,000. */
    public static final Cadence DEFAULT = new Cadence(25, 200, 1000);

    /** Checks the ranges. */
    public Cadence {
        requirePositive("cadence.tick", tick);
        requirePositive("cadence.sample", sample);
        requirePositive("cadence.checkpoint", checkpoint);
    }

    /** Whether a grid is drawn after this many steps: at 0, 1, 2, 5, 10, 20, 50, 100 and every {@code sample}. */
    public boolean samplesAt(long step) {
        return step % sample == 0 || (step <= 100 && isOneTwoFive(step));
    }

    private static boolean isOneTwoFive(long step) {
        long lead = step;
        while (lead >= 10 && lead % 10 == 0) {
            lead /= 10;
        }
        return lead == 1 || lead == 2 || lead == 5;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw UserException.range(name, value, "at least 1 step");
        }
    }
}
