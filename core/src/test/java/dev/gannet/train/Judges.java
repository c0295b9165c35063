package dev.gannet.train;

import dev.gannet.data.Cache;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Judge;
import dev.gannet.feature.Classifier;
import dev.gannet.feature.Learning;
import java.util.Optional;

/** Who says how good a small training's pictures are. */
final class Judges {
    /** In either of the two sets of real pictures. */
    static final int PICTURES = 100;

    /** Of which pictures these are. */
    static final long SEED = 1;

    private static final long LEARNED_FROM = 12_000;

    private Judges() {}

    /** Nobody. */
    static Optional<Judge> none(HoldOut real) {
        return Optional.empty();
    }

    /** By what the pictures look like from afar. */
    static Optional<Judge> plain(HoldOut real) {
        return Optional.of(new Judge(real, new Coarse(real.training().shape().channels()), PICTURES, SEED));
    }

    /** By the classes of the images. */
    static Optional<Judge> byClasses(HoldOut real) throws InterruptedException {
        ImageSource source = real.training();
        try (Cache cache = Cache.temporary(Cache.Pictures.FILES)) {
            Learning learning = new Learning(cache, 1, LEARNED_FROM, progress -> {});
            Classifier classifier = Classifier.of(source, source.labels().orElseThrow(), learning);
            return Optional.of(new Judge(real, classifier, PICTURES, SEED));
        }
    }
}
