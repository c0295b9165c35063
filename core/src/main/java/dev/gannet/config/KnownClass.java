package dev.gannet.config;

/**
 * A class that both networks are told of.
 *
 * @param name its label in the data
 * @param images how many of the images are of it, at least 1: pictures are made in the same proportions
 */
public record KnownClass(String name, int images) {
    /** Checks the ranges. */
    public KnownClass {
        if (images < 1) {
            throw UserException.range("images of class " + name, images, "1 or more");
        }
    }
}
