package dev.gannet.config;

import java.util.Map;
import java.util.TreeMap;

/** How a picture of any shape becomes an image of the training's shape. */
public enum Fit {
    /** The largest window of that shape in the picture's middle. */
    CENTER,
    /** The same window somewhere along the picture's longer axis, elsewhere each time the picture is seen. */
    RANDOM,
    /** The whole picture, with bars of one colour. */
    PAD,
    /** The whole picture, its proportions given up. */
    STRETCH;

    /** By the names that the configuration uses. */
    public static Map<String, Fit> byName() {
        return new TreeMap<>(Map.of("center", CENTER, "random", RANDOM, "pad", PAD, "stretch", STRETCH));
    }
}
