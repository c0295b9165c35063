package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/** Which images G is scored on after D's update. */
public enum Fakes {
    /** The very images that D has just been trained on, scored again by the updated D (the lecture, the DCGAN tutorial). */
    @JsonProperty("same")
    SAME,
    /** Newly made images from new noise (Goodfellow et al. 2014, algorithm 1). */
    @JsonProperty("fresh")
    FRESH;

    /** Both, by the names that {@code --fakes} takes. */
    public static Map<String, Fakes> byName() {
        return new TreeMap<>(Map.of("same", SAME, "fresh", FRESH));
    }
}
