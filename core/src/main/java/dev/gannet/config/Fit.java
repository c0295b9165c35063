package dev.gannet.config;

/** How a picture of any shape becomes an image of the training's shape. */
public enum Fit {
    /** The largest window of that shape in the picture's middle. */
    CENTER,
    /** The same window somewhere along the picture's longer axis, elsewhere each time the picture is seen. */
    RANDOM,
    /** The whole picture, with bars of one colour. */
    PAD,
    /** The whole picture, its proportions given up. */
    STRETCH
}
