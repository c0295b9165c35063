package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which images G is scored on after D's update. */
public enum Fakes {
    /** The very images that D has just been trained on, scored again by the updated D (the lecture, the DCGAN tutorial). */
    @JsonProperty("same")
    SAME,
    /** Newly made images from new noise (Goodfellow et al. 2014, algorithm 1). */
    @JsonProperty("fresh")
    FRESH
}
