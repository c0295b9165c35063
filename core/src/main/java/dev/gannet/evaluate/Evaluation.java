package dev.gannet.evaluate;

import dev.gannet.evaluate.Measure.Better;
import dev.gannet.feature.Classifier;
import dev.gannet.feature.Inception;
import dev.gannet.metric.ClassShares;
import dev.gannet.metric.Colours;
import dev.gannet.metric.Copies;
import dev.gannet.metric.Features;
import dev.gannet.metric.Frechet;
import dev.gannet.metric.MsSsim;
import dev.gannet.metric.PatchWasserstein;
import dev.gannet.metric.Prdc;
import dev.gannet.metric.SlicedWasserstein;
import dev.gannet.run.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Everything that can be said about made pictures, each number beside that of real ones.
 *
 * @param reference the real side
 * @param heldOut real pictures that were not trained on, if there are any
 */
public record Evaluation(Reference reference, Optional<Pictures> heldOut) {
    private static final int MOST_TREND_DIMS = 512;
    private static final int MOST_FOR_PATCHES = 2_048;
    private static final int PICTURES_PER_DIMENSION = 20;
    private static final int FEWEST_FOR_FID = 10_000;

    /**
     * Compares pictures.
     *
     * @param made what they are, for the report
     * @param data the real images, for the report
     * @param pictures as many as the reference has, of the same shape
     */
    public Report of(String made, String data, Pictures pictures) {
        return of(made, data, pictures, List.of());
    }

    /**
     * As {@link #of(String, String, Pictures)}, of pictures that were asked to be of some class.
     *
     * @param asked the class's name for each picture; none if there was no such wish
     */
    public Report of(String made, String data, Pictures pictures, List<String> asked) {
        Features features = reference.features(pictures);
        List<Measure> measures = new ArrayList<>();
        addFeatures(measures, features);
        Optional<Report.Shares> classes = reference.space() instanceof Classifier classifier
                ? Optional.of(addClasses(measures, classifier, features, asked))
                : Optional.empty();
        addPixels(measures, pictures);
        Report.Memory memory = memory(pictures);
        Copies copies = memory.copies();
        measures.add(Measure.of("near copies", copies.share(), copies.expected(), Better.LOWER));
        return new Report(
                made,
                data,
                split(),
                reference.n(),
                reference.seed(),
                reference.space().name(),
                reference.space().hash(),
                measures,
                classes,
                memory,
                List.of(),
                notes(copies));
    }

    private String split() {
        return "two random halves of %,d real images: the made ones and the second half are each compared with the first"
                .formatted(2 * reference.n());
    }

    void addFeatures(List<Measure> to, Features made) {
        boolean standard = reference.space() instanceof Inception;
        Features real = reference.firstFeatures();
        Features other = reference.secondFeatures();
        Score score = reference.score(made);
        Score floor = reference.floor();
        to.add(Measure.of(named(standard ? "fid" : "FD"), score.frechet(), floor.frechet(), Better.LOWER));
        if (real.dims() <= MOST_TREND_DIMS && real.count() >= 4 * real.dims()) {
            double limit = Frechet.trend(real, made, reference.seed()).limit();
            double realLimit = Frechet.trend(real, other, reference.seed()).limit();
            to.add(Measure.difference(named("FD∞"), limit, realLimit));
        }
        to.add(Measure.kernel(named(standard ? "kid" : "MMD"), reference.kernel(made), reference.kernel(other)));
        Prdc a = score.prdc();
        Prdc b = floor.prdc();
        to.add(Measure.of(named("precision"), a.precision(), b.precision(), Better.HIGHER));
        to.add(Measure.of(named("recall"), a.recall(), b.recall(), Better.HIGHER));
        to.add(Measure.of(named("density"), a.density(), b.density(), Better.REAL));
        to.add(Measure.of(named("coverage"), a.coverage(), b.coverage(), Better.HIGHER));
    }

    /** A number in features is worth nothing without their name; of the standard network, nor without the number of pictures. */
    private String named(String number) {
        return reference.space() instanceof Inception
                ? "%s%s[nv]".formatted(number, thousands(reference.n()))
                : "%s[%s]".formatted(number, reference.space().name());
    }

    private Report.Shares addClasses(List<Measure> to, Classifier classifier, Features seen, List<String> asked) {
        ClassShares made = ClassShares.of(classifier.probabilities(seen));
        ClassShares real = ClassShares.of(classifier.probabilities(reference.firstFeatures()));
        ClassShares other = ClassShares.of(classifier.probabilities(reference.secondFeatures()));
        to.add(Measure.of("classes off", made.distance(real), other.distance(real), Better.LOWER));
        to.add(Measure.of("class score", made.score(), real.score(), Better.REAL));
        if (!asked.isEmpty()) {
            List<String> likeliest = classifier.likeliest(seen);
            long right = IntStream.range(0, asked.size())
                    .filter(i -> likeliest.get(i).equals(asked.get(i)))
                    .count();
            to.add(Measure.of(
                    "right class",
                    (double) right / asked.size(),
                    classifier.accuracy(),
                    Better.HIGHER)); // of real ones
        }
        return new Report.Shares(classifier.classes(), made.shares(), real.shares());
    }

    private void addPixels(List<Measure> to, Pictures pictures) {
        Pictures real = reference.firstPictures();
        Pictures other = reference.secondPictures();
        PatchWasserstein patches = PatchWasserstein.SWD_2K.withSeed(reference.seed());
        PatchWasserstein.Levels levels = patches.between(some(real), some(pictures));
        PatchWasserstein.Levels floors = patches.between(some(real), some(other));
        int count = levels.levels().size();
        for (int i = 0; i < count; i++) {
            int pixels = Math.min(real.shape().width(), real.shape().height()) >> i;
            to.add(Measure.of(
                    "SWD %d px".formatted(pixels),
                    levels.levels().get(i),
                    floors.levels().get(i),
                    Better.LOWER));
        }
        if (count > 1) {
            to.add(Measure.of("SWD average", levels.average(), floors.average(), Better.LOWER));
        }
        SlicedWasserstein whole = SlicedWasserstein.WHOLE.withSeed(reference.seed());
        to.add(Measure.of("SWD whole", whole.between(real, pictures), whole.between(real, other), Better.LOWER));
        addColours(to, Colours.between(real, pictures), Colours.between(real, other));
        MsSsim similarity = MsSsim.STANDARD.withSeed(reference.seed());
        to.add(Measure.of("MS-SSIM", similarity.of(pictures), similarity.of(real), Better.REAL));
    }

    private static void addColours(List<Measure> to, Colours made, Colours floor) {
        List<String> names = switch (made.channels().size()) {
            case 1 -> List.of("grey");
            default -> List.of("red", "green", "blue", "opacity");
        };
        for (int i = 0; i < made.channels().size(); i++) {
            Colours.Channel a = made.channels().get(i);
            Colours.Channel b = floor.channels().get(i);
            to.add(Measure.difference(names.get(i) + " mean", a.mean(), b.mean()));
            to.add(Measure.difference(names.get(i) + " contrast", a.deviation(), b.deviation()));
        }
        to.add(Measure.of("brightness", made.grey(), floor.grey(), Better.LOWER));
        to.add(Measure.of("colours", made.colour(), floor.colour(), Better.LOWER));
    }

    /** Patches of more pictures would fill the memory. */
    private static Pictures some(Pictures pictures) {
        return pictures.first(MOST_FOR_PATCHES);
    }

    private Report.Memory memory(Pictures pictures) {
        Copies copies = reference.copies(pictures, heldOut.orElse(reference.secondPictures()));
        String against = heldOut.isPresent()
                ? "held-out images"
                : "the second half, which was trained on as well: real images that are nearly the same hide copies";
        return new Report.Memory(against, copies);
    }

    List<String> notes(Copies copies) {
        List<String> notes = new ArrayList<>();
        int n = reference.n();
        int dims = reference.space().dims();
        if (reference.space() instanceof Inception) {
            if (n < FEWEST_FOR_FID) {
                notes.add(
                        "a FID of %,d pictures is never to be compared with one of 50,000; with fewer than %,d it is mostly the floor"
                                .formatted(n, FEWEST_FOR_FID));
            }
            notes.add(
                    "precision to coverage go by Inception's features and %d neighbours; those that papers print go by VGG16's"
                                    .formatted(Prdc.NEIGHBOURS)
                            + " and 3: they are other numbers");
        } else if (n < PICTURES_PER_DIMENSION * dims) {
            notes.add("%,d pictures are few for %d features: judge FD by its ratio to the floor".formatted(n, dims));
        }
        if (n > MOST_FOR_PATCHES) {
            notes.add("SWD, but for SWD whole, compares patches of the first %,d pictures of either kind"
                    .formatted(MOST_FOR_PATCHES));
        }
        if (copies.suspicious()) {
            notes.add(
                    ("%.1f %% of the made pictures lie nearer to a training image than %.1f %% of real ones do: some may be"
                                    + " copies; --sheet shows them")
                            .formatted(copies.share() * 100, copies.expected() * 100));
        }
        return notes;
    }

    private static String thousands(int n) {
        return n % 1000 == 0 ? n / 1000 + "k" : Integer.toString(n);
    }
}
