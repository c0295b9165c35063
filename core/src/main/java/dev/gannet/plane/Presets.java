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
        return List.of(
                new Preset("good", "eight", balanced(), Outcome.GOOD, 2500),
                new Preset("collapse", "two", oneSided(), Outcome.COLLAPSE, 1000),
                new Preset("strong", "eight", overwhelming(), Outcome.STRONG, 1200),
                new Preset("oscillation", "eight", restless(), Outcome.OSCILLATION, 1500));
    }

    /** D learns twice as fast as G and both have room. */
    private static PlaneSettings balanced() {
        return new PlaneSettings(new LossConfig.Bce(), 0.002, 0.001, 0.5, 1, 128, 2, 3, 3, 64, 2);
    }

    /** D is so much faster than G that it has settled before G has spread out: no slope leads to the other heap any more. */
    private static PlaneSettings oneSided() {
        return new PlaneSettings(new LossConfig.Saturating(), 0.02, 0.0005, 0.5, 2, 64, 2, 3, 2, 32, 1);
    }

    /** D learns three times per step while G makes points on a line only, and D's certainty switches the error's slope off. */
    private static PlaneSettings overwhelming() {
        return new PlaneSettings(new LossConfig.Saturating(), 0.01, 0.0003, 0.9, 3, 64, 1, 3, 2, 64, 2);
    }

    /** G learns 33 times as fast as D: it runs to wherever D likes best, D learns to dislike that place, and so on. */
    private static PlaneSettings restless() {
        return new PlaneSettings(new LossConfig.Bce(), 0.0003, 0.01, 0.5, 1, 64, 2, 3, 3, 32, 1);
    }

    /** The same by name. */
    static SequencedMap<String, Preset> byName() {
        SequencedMap<String, Preset> named = new LinkedHashMap<>();
        all().forEach(preset -> named.put(preset.name(), preset));
        return named;
    }
}
