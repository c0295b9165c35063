package dev.gannet.feature;

import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;

/**
 * A fixed map from pictures to vectors. Numbers from two spaces are never to be compared, so each is known by its name and the
 * hash of its weights. Owns its weights; one thread at a time.
 */
public interface FeatureSpace extends AutoCloseable {
    /** What results carry, such as {@code cls}, {@code RF1-1} or {@code inception[nv]}. */
    String name();

    /** The first 12 hexadecimal digits of the SHA-256 of the weights. */
    String hash();

    /** Numbers in one vector. */
    int dims();

    /**
     * One vector for each picture. The same pictures in the same order give the same bits on the same machine.
     *
     * @param pictures at least one, of the shape that the space was made for
     * @return (N, {@link #dims})
     * @throws IllegalArgumentException if the shape is another
     */
    Features of(Pictures pictures);

    @Override
    void close();
}
