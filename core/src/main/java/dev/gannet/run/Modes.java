package dev.gannet.run;

import java.util.List;

/**
 * How made pictures are spread over the data's classes, as a classifier sees them.
 *
 * @param divergence of the made pictures' shares from the real ones', Kullback and Leibler's, in nats; 0 where they are equal
 * @param missing names of the classes that no made picture looks like, though ten or more real ones among as many do
 */
public record Modes(double divergence, List<String> missing) {
    /** Copies the list. */
    public Modes {
        missing = List.copyOf(missing);
    }
}
