package dev.gannet.train;

import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Judge;
import dev.gannet.feature.Classifier;
import dev.gannet.feature.Learning;
import dev.gannet.feature.RandomFeatures;
import java.util.Optional;

/** Who says how good a small training's pictures are. */
final class Judges {
    private static final int PICTURES = 100;
    private static final long LEARNED_FROM = 12_000;

    private Judges() {}

    /** Nobody. */
    static Optional<Judge> none(ImageSource source) {
        return Optional.empty();
    }

    /** By a network that has learned nothing. */
    static Optional<Judge> plain(ImageSource source) {
        return Optional.of(new Judge(source, new RandomFeatures(1), PICTURES, 1));
    }

    /** By the classes of the images. */
    static Optional<Judge> byClasses(ImageSource source) throws InterruptedException {
        try (Cache cache = Cache.temporary(Cache.Pictures.FILES)) {
            Learning learning = new Learning(cache, 1, LEARNED_FROM, progress -> {});
            Classifier classifier = Classifier.of(source, source.labels().orElseThrow(), learning);
            return Optional.of(new Judge(source, classifier, PICTURES, 1));
        }
    }
}
