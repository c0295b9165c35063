package dev.gannet.plane;

import dev.gannet.config.LossConfig;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView.Outcome;
import dev.gannet.trace.plane.PlaneView.Preset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Games that are known to end in a certain way; a test plays each of them to its end. */
final class Presets {
    private Presets() {}

    /** All of them, the good one first. */
    static List<Preset> all() {
        LossConfig bce = new LossConfig.Bce();
        return List.of(
                new Preset(
                        "good",
                        "eight",
                        new PlaneSettings(bce, 0.002, 0.001, 0.5, 1, 128, 2, 3, 3, 64, 1),
                        Outcome.GOOD,
                        4000),
                new Preset(
                        "collapse",
                        "eight",
                        new PlaneSettings(bce, 0.0003, 0.01, 0.5, 1, 64, 2, 3, 3, 32, 1),
                        Outcome.COLLAPSE,
                        2000),
                new Preset(
                        "strong",
                        "eight",
                        new PlaneSettings(new LossConfig.Saturating(), 0.02, 0.001, 0.5, 10, 64, 1, 4, 2, 64, 1),
                        Outcome.STRONG,
                        1000),
                new Preset(
                        "oscillation",
                        "two",
                        new PlaneSettings(bce, 0.02, 0.02, 0.9, 1, 64, 2, 2, 3, 16, 1),
                        Outcome.OSCILLATION,
                        3000));
    }

    /** The same by name. */
    static SequencedMap<String, Preset> byName() {
        SequencedMap<String, Preset> named = new LinkedHashMap<>();
        all().forEach(preset -> named.put(preset.name(), preset));
        return named;
    }
}
