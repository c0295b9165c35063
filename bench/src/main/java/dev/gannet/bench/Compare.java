package dev.gannet.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the tutorial's loop and this trainer in turn, a few rounds, with the matrix product in between, and prints the
 * ratio of their speeds and the share of the ceiling. Machines are noisy: the medians of a run count, not single numbers.
 */
public final class Compare {
    private static final int ROUNDS = 3;

    private Compare() {}

    /** Takes no arguments; about four minutes. {@code -Dgannet.precision=FP32} measures the other precision. */
    public static void main(String[] args) throws RunnerException {
        double flops = StepBenchmark.flopsPerImage();
        List<Double> ratios = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double tutorial = milliseconds("tutorial");
            double gemm = milliseconds("gemm");
            double gannet = milliseconds("gannet");
            double ceiling = 2.0 * StepBenchmark.GEMM * StepBenchmark.GEMM * StepBenchmark.GEMM / gemm / 1e6;
            double reached = flops * StepBenchmark.BATCH / gannet / 1e6;
            ratios.add(tutorial / gannet);
            shares.add(reached / ceiling);
            System.out.printf(
                    "round %d: tutorial %.1f images/s, gannet %.1f images/s, ratio %.2f; gannet %.0f of %.0f GFLOP/s, share %.2f%n",
                    round,
                    StepBenchmark.BATCH * 1e3 / tutorial,
                    StepBenchmark.BATCH * 1e3 / gannet,
                    tutorial / gannet,
                    reached,
                    ceiling,
                    reached / ceiling);
        }
        System.out.printf(
                "median: ratio %.2f, share of the ceiling %.2f (%s, %.2f GFLOP a step and image)%n",
                median(ratios), median(shares), StepBenchmark.Gannet.config().precision(), flops / 1e9);
    }

    private static double milliseconds(String benchmark) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("StepBenchmark\\." + benchmark + "$")
                        .forks(1)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(6))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(6))
                        .jvmArgs(
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-D%s=%s"
                                        .formatted(
                                                StepBenchmark.PRECISION,
                                                StepBenchmark.Gannet.config().precision()))
                        .build())
                .run();
        return results.iterator().next().getPrimaryResult().getScore();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
