package dev.gannet.config;

/** Which Gannet this is. */
public final class Build {
    private Build() {}

    /** The version that the jar states; {@code development} when run from class files. */
    public static String version() {
        String stated = Build.class.getPackage().getImplementationVersion();
        return stated == null ? "development" : stated;
    }
}
