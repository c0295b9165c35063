package dev.gannet.feature;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import java.util.Optional;

/** Opens feature spaces. */
public final class FeatureSpaces {
    private static final int IMAGES_PER_CLASS = 10;

    private FeatureSpaces() {}

    /**
     * The chosen space, trained first if it has to be; the caller closes it.
     *
     * @param source the real images, borrowed; from them it learns, if it does
     * @param learning how
     * @throws UserException (data) if there are no labels or too few images for it, (usage) if a file is not what it should be
     */
    public static FeatureSpace of(FeatureChoice choice, ImageSource source, Learning learning)
            throws InterruptedException {
        return switch (choice) {
            case FeatureChoice.Auto _ -> fitting(source, learning);
            case FeatureChoice.OwnLabels _ -> Classifier.of(source, labels(source), learning);
            case FeatureChoice.OwnPictures _ -> SelfSupervised.of(source, learning);
            case FeatureChoice.Random(long seed) -> new RandomFeatures(seed);
            case FeatureChoice.Standard standard -> Inception.open(standard.file());
        };
    }

    private static FeatureSpace fitting(ImageSource source, Learning learning) throws InterruptedException {
        Optional<Classes> classes = source.labels();
        boolean told = classes.isPresent() && (long) classes.get().count() * IMAGES_PER_CLASS <= source.count();
        return told ? Classifier.of(source, classes.get(), learning) : SelfSupervised.of(source, learning);
    }

    private static Classes labels(ImageSource source) {
        return source.labels()
                .orElseThrow(() -> new UserException(
                        Kind.DATA,
                        "%s: a classifier needs a label for every image and two classes or more; choose features without labels"
                                .formatted(source.describe())));
    }
}
