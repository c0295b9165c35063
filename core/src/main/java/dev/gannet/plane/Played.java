package dev.gannet.plane;

import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView.Origin;
import dev.gannet.trace.plane.PlaneView.Preset;
import dev.gannet.trace.plane.PointTable;
import java.util.Optional;

/**
 * What is played.
 *
 * @param preset the preset that it is, if it is one
 * @param name of the data
 * @param data where real points come from
 * @param origin where they lay before, if they come from a table
 * @param settings how the networks play
 */
record Played(
        Optional<String> preset, String name, Distribution data, Optional<Origin> origin, PlaneSettings settings) {
    private static final String DRAWN = "drawn";
    private static final String CSV = "csv";

    static Played of(Preset preset) {
        return new Played(
                Optional.of(preset.name()),
                preset.distribution(),
                Distribution.named(preset.distribution()),
                Optional.empty(),
                preset.settings());
    }

    /** On points that somebody has drawn. */
    static Played on(double[][] drawn, PlaneSettings settings) {
        return new Played(Optional.empty(), DRAWN, new Distribution.Scattered(drawn), Optional.empty(), settings);
    }

    /** On the points of a table. */
    static Played on(PointTable table, PlaneSettings settings) {
        Origin origin = new Origin(table.points().length, table.middle()[0], table.middle()[1], table.unit());
        return new Played(
                Optional.empty(), CSV, new Distribution.Scattered(table.points()), Optional.of(origin), settings);
    }

    /**
     * The same with other settings and perhaps other data.
     *
     * @throws dev.gannet.config.UserException (usage) if there are no data of that name; those that are played stay
     */
    Played with(String newName, PlaneSettings newSettings) {
        return newName.equals(name)
                ? new Played(Optional.empty(), name, data, origin, newSettings)
                : new Played(Optional.empty(), newName, Distribution.named(newName), Optional.empty(), newSettings);
    }
}
