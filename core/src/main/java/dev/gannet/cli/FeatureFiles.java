package dev.gannet.cli;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.evaluate.Reference;
import dev.gannet.feature.NpyFiles;
import dev.gannet.metric.Features;
import dev.gannet.metric.Frechet;
import dev.gannet.metric.KernelDistance;
import dev.gannet.metric.Moments;
import dev.gannet.metric.Prdc;
import dev.gannet.tensor.Engine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Numbers from features that another program has computed: no pictures, no network. */
final class FeatureFiles {
    @Option(
            names = "--real-features",
            paramLabel = "FILE.npy",
            description = "Compare features of another program: of real pictures, (N, d).")
    private Optional<Path> realFeatures = Optional.empty();

    @Option(names = "--fake-features", paramLabel = "FILE.npy", description = "The same, of made pictures.")
    private Optional<Path> fakeFeatures = Optional.empty();

    @Option(
            names = "--real-stats",
            paramLabel = "FILE.npz",
            description = "Their mean and covariance in place of features: mu and sigma, as pytorch-fid keeps them.")
    private Optional<Path> realStats = Optional.empty();

    @Option(names = "--fake-stats", paramLabel = "FILE.npz", description = "The same, of made pictures.")
    private Optional<Path> fakeStats = Optional.empty();

    /** Options that mean something beside these files; all others ask for pictures or networks, which there are none of. */
    private static final Set<String> USED =
            Set.of("--real-features", "--fake-features", "--real-stats", "--fake-stats", "--seed", "--json", "--debug");

    /**
     * What such files say.
     *
     * @param real how many pictures the real features are of; unknown from statistics
     * @param made the same of the made ones
     * @param dims numbers in each feature
     * @param seed of the subsets and the halves
     * @param all of everything that there is
     * @param halves what real features get against other real ones, if there are features of at least twenty
     */
    record Answer(
            Optional<Integer> real,
            Optional<Integer> made,
            int dims,
            long seed,
            Numbers all,
            Optional<Halves> halves) {}

    /**
     * How far features are from others.
     *
     * @param frechet Fréchet distance
     * @param kernel squared maximum mean discrepancy, if there are features of both
     * @param prdc precision, recall, density, coverage, if there are features of as many pictures of both
     */
    record Numbers(double frechet, Optional<KernelDistance.Estimate> kernel, Optional<Prdc> prdc) {}

    /**
     * The real features in two halves, of which each other set of features is compared with the first.
     *
     * @param n in each set
     * @param made so many of the made ones, if there are features of them
     * @param real the second half: the floor
     */
    record Halves(int n, Optional<Numbers> made, Numbers real) {}

    boolean given() {
        return realFeatures.isPresent() || fakeFeatures.isPresent() || realStats.isPresent() || fakeStats.isPresent();
    }

    /**
     * Compares and prints.
     *
     * @param beside what else the command was given: names of options, pictures
     */
    void compare(PrintWriter out, boolean json, long seed, List<String> beside) {
        List<String> useless =
                beside.stream().filter(name -> !USED.contains(name)).toList();
        if (!useless.isEmpty()) {
            throw UserException.usage(
                    "%s: features of another program are compared without pictures and without a network; leave %s out"
                            .formatted(String.join(", ", useless), useless.size() == 1 ? "it" : "them"));
        }
        one("real", realFeatures, realStats);
        one("fake", fakeFeatures, fakeStats);
        Engine.start(Runtime.getRuntime().availableProcessors());
        Answer answer = answer(seed);
        if (json) {
            out.println(new Json().line(answer));
        } else {
            FeatureTable.print(answer, out);
        }
    }

    private static void one(String side, Optional<Path> features, Optional<Path> stats) {
        if (features.isPresent() == stats.isPresent()) {
            throw UserException.usage("got %s of --%s-features and --%s-stats; expected one of them"
                    .formatted(features.isPresent() ? "both" : "neither", side, side));
        }
    }

    private Answer answer(long seed) {
        Optional<Features> real = realFeatures.map(NpyFiles::features);
        Optional<Features> fake = fakeFeatures.map(NpyFiles::features);
        Moments one = real.map(Moments::of).orElseGet(() -> NpyFiles.moments(realStats.orElseThrow()));
        Moments other = fake.map(Moments::of).orElseGet(() -> NpyFiles.moments(fakeStats.orElseThrow()));
        if (one.dims() != other.dims()) {
            throw UserException.usage("real features have %,d numbers and fake ones %,d; expected those of one network"
                    .formatted(one.dims(), other.dims()));
        }
        Numbers all = real.isPresent() && fake.isPresent()
                ? numbers(real.get(), one, fake.get(), other, seed)
                : new Numbers(Frechet.between(one, other), Optional.empty(), Optional.empty());
        return new Answer(
                real.map(Features::count),
                fake.map(Features::count),
                one.dims(),
                seed,
                all,
                real.flatMap(features -> halves(features, fake, seed)));
    }

    private static Numbers numbers(Features real, Moments one, Features made, Moments other, long seed) {
        boolean equal = real.count() == made.count() && real.count() > Prdc.NEIGHBOURS;
        return new Numbers(
                Frechet.between(one, other),
                Optional.of(KernelDistance.STANDARD.withSeed(seed).between(real, made)),
                equal ? Optional.of(Prdc.between(real, made, Prdc.NEIGHBOURS)) : Optional.empty());
    }

    /** All numbers depend on how many pictures there are: what is compared with the floor has as many as the floor. */
    private static Optional<Halves> halves(Features real, Optional<Features> made, long seed) {
        int half = real.count() / 2;
        int n = made.map(features -> Math.min(half, features.count())).orElse(half);
        if (n < Reference.FEWEST) {
            return Optional.empty();
        }
        Features mixed = real.shuffled(seed);
        Features first = mixed.slice(0, n);
        Features second = mixed.slice(half, half + n);
        Moments moments = Moments.of(first);
        return Optional.of(new Halves(
                n,
                made.map(features -> features.shuffled(seed).slice(0, n))
                        .map(some -> numbers(first, moments, some, Moments.of(some), seed)),
                numbers(first, moments, second, Moments.of(second), seed)));
    }
}
