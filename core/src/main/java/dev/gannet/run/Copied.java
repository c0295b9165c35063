package dev.gannet.run;

/**
 * How many made pictures are so near to an image that was trained on, pixel by pixel, as only a hundredth of other real
 * pictures are, which were not trained on.
 *
 * @param share of the made pictures, 0 to 1
 * @param expected the share to expect of pictures that are like those others
 * @param chance of so many or more if they were
 */
public record Copied(double share, double expected, double chance) {}
