package dev.gannet.cli;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.feature.NpyFiles;
import dev.gannet.metric.Features;
import dev.gannet.metric.Frechet;
import dev.gannet.metric.KernelDistance;
import dev.gannet.metric.Moments;
import dev.gannet.metric.Prdc;
import dev.gannet.tensor.Engine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
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

    /**
     * What such files say.
     *
     * @param frechet Fréchet distance
     * @param kernel squared maximum mean discrepancy, if there are features of both
     * @param prdc precision, recall, density, coverage, if there are features of as many pictures of both
     */
    record Answer(double frechet, Optional<KernelDistance.Estimate> kernel, Optional<Prdc> prdc) {}

    boolean given() {
        return realFeatures.isPresent() || fakeFeatures.isPresent() || realStats.isPresent() || fakeStats.isPresent();
    }

    void compare(PrintWriter out, boolean json) {
        one("real", realFeatures, realStats);
        one("fake", fakeFeatures, fakeStats);
        Engine.start(Runtime.getRuntime().availableProcessors());
        Answer answer = answer();
        if (json) {
            out.println(new Json().line(answer));
            return;
        }
        out.println("Frechet distance  " + EvaluationTable.number(answer.frechet()));
        answer.kernel()
                .ifPresent(kernel -> out.println("kernel distance   %s (single subsets +- %s)"
                        .formatted(EvaluationTable.number(kernel.mean()), EvaluationTable.number(kernel.deviation()))));
        answer.prdc().ifPresent(prdc -> {
            out.println("precision         " + EvaluationTable.number(prdc.precision()));
            out.println("recall            " + EvaluationTable.number(prdc.recall()));
            out.println("density           " + EvaluationTable.number(prdc.density()));
            out.println("coverage          " + EvaluationTable.number(prdc.coverage()));
        });
        out.println("Which network made these features is not known here: the Frechet distance is a FID, and the kernel"
                + " distance a KID, with Inception's alone.");
    }

    private static void one(String side, Optional<Path> features, Optional<Path> stats) {
        if (features.isPresent() == stats.isPresent()) {
            throw UserException.usage("got %s of --%s-features and --%s-stats; expected one of them"
                    .formatted(features.isPresent() ? "both" : "neither", side, side));
        }
    }

    private Answer answer() {
        Optional<Features> real = realFeatures.map(NpyFiles::features);
        Optional<Features> fake = fakeFeatures.map(NpyFiles::features);
        Moments one = real.map(Moments::of).orElseGet(() -> NpyFiles.moments(realStats.orElseThrow()));
        Moments other = fake.map(Moments::of).orElseGet(() -> NpyFiles.moments(fakeStats.orElseThrow()));
        if (one.dims() != other.dims()) {
            throw UserException.usage("real features have %,d numbers and fake ones %,d; expected those of one network"
                    .formatted(one.dims(), other.dims()));
        }
        double frechet = Frechet.between(one, other);
        if (real.isEmpty() || fake.isEmpty()) {
            return new Answer(frechet, Optional.empty(), Optional.empty());
        }
        Features a = real.get();
        Features b = fake.get();
        boolean equal = a.count() == b.count() && a.count() > Prdc.NEIGHBOURS;
        return new Answer(
                frechet,
                Optional.of(KernelDistance.STANDARD.between(a, b)),
                equal ? Optional.of(Prdc.between(a, b, Prdc.NEIGHBOURS)) : Optional.empty());
    }
}
