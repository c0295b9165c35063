package dev.gannet;

/** How much of the fault injection a build does: a sample by default, all of it with {@code -Pfaults}. */
public final class Faults {
    private Faults() {}

    /** Whether this is the full build. */
    public static boolean full() {
        return Boolean.getBoolean("gannet.faults");
    }

    /** One of two amounts. */
    public static int amount(int sample, int all) {
        return full() ? all : sample;
    }
}
