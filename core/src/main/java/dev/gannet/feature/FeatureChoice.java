package dev.gannet.feature;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The closed choice of feature spaces. */
public sealed interface FeatureChoice {
    /** A classifier where the images have labels, ten or more a class on average; else {@link OwnPictures}. */
    record Auto() implements FeatureChoice {}

    /** A classifier, trained on the data set's own labels. */
    record OwnLabels() implements FeatureChoice {}

    /** A network trained on the data set's own pictures, without labels. */
    record OwnPictures() implements FeatureChoice {}

    /**
     * A network that has learned nothing.
     *
     * @param seed of its weights
     */
    record Random(long seed) implements FeatureChoice {}

    /**
     * The network of the standard FID.
     *
     * @param file the user's own copy, which is run
     */
    record Standard(Path file) implements FeatureChoice {}

    /** Those that need no file, by the names that {@code --features} and {@code --scores} take. */
    static Map<String, FeatureChoice> byName() {
        return new TreeMap<>(
                Map.of("auto", new Auto(), "cls", new OwnLabels(), "rf", new Random(1), "ssl", new OwnPictures()));
    }
}
