package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Faults;
import dev.gannet.storage.TracedSave.Point;
import dev.gannet.storage.TracedSave.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process that saves step 2 beside step 1 and then prunes step 1: killed before each of its system calls on the run's
 * files, and with each of them failing, once or from then on.
 */
@EnabledOnOs(OS.LINUX)
class KilledSaveTest {
    private static final List<String> ERRORS =
            List.of("EIO", "ENOSPC", "EDQUOT", "EROFS", "EACCES", "EMFILE", "EXDEV", "EINTR");
    private static final List<String> ERRORS_OF_LOOKING = List.of("EIO", "EACCES");
    private static final int EVERY = Faults.amount(11, 1);

    @TempDir
    private Path folder = Path.of("");

    /** One run of the scenario, and what is wrong afterwards: an empty text if nothing is. */
    private interface Experiment {
        String problem(Path checkpoints) throws IOException, InterruptedException;
    }

    /** Where there is no strace, or where it may not trace, the tests are skipped. */
    private TracedSave prepared() throws IOException, InterruptedException {
        assumeTrue(TracedSave.isPossible(), "needs strace and the permission to trace");
        return TracedSave.prepare(folder);
    }

    private List<Point> points(TracedSave traced) throws IOException, InterruptedException {
        Run plain = traced.watched(withStepOne("plain"));
        assertThat(plain.output()).isEqualTo("saved\n");
        assertThat(plain.exitCode()).isZero();
        return plain.points();
    }

    private Path withStepOne(String name) throws IOException {
        Path checkpoints = Files.createDirectory(folder.resolve(name)).resolve("checkpoints");
        SaveScenario.store(checkpoints).save(Samples.about(1), Samples.files(1));
        return checkpoints;
    }

    private static List<Point> sample(List<Point> points) {
        return IntStream.range(0, points.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(points::get)
                .toList();
    }

    /** Does them two at a time and gives every problem. */
    private List<String> problems(SequencedMap<String, Experiment> experiments)
            throws InterruptedException, ExecutionException {
        List<Callable<String>> runs = new ArrayList<>();
        experiments.forEach((name, experiment) -> runs.add(() -> {
            String problem = experiment.problem(withStepOne(name));
            return problem.isEmpty() ? "" : name + ": " + problem;
        }));
        List<String> problems = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<String> result : two.invokeAll(runs)) {
                problems.add(result.get());
            }
        }
        problems.removeIf(String::isEmpty);
        return problems;
    }

    /** Every checkpoint that can be seen is whole, the one that was promised is there, and another can be saved. */
    private static String lookedAt(long promised, CheckpointStore store) throws IOException {
        store.sweep();
        List<Long> steps = store.steps();
        for (long step : steps) {
            if (!Samples.holds(store, step, Samples.files(step))) {
                return "step %d is %s".formatted(step, store.verify(step));
            }
        }
        if (steps.isEmpty() || steps.getLast() < promised) {
            return "there are steps %s, promised was %d".formatted(steps, promised);
        }
        store.save(Samples.about(3), Samples.files(3));
        return Samples.holds(store, 3, Samples.files(3)) ? "" : "another cannot be saved";
    }

    private static String afterKill(Run run, Path checkpoints) throws IOException {
        boolean saved = run.output().equals("saved\n");
        if (!run.wasKilled() || !(saved || run.output().isEmpty())) {
            return "was not killed: " + run;
        }
        return lookedAt(saved ? 2 : 1, SaveScenario.store(checkpoints));
    }

    private static String afterError(Run run, Path checkpoints) throws IOException {
        boolean saved = run.output().matches("saved\n(not pruned: .+\n)?");
        boolean told = run.output().matches("failed: .+\n");
        boolean well = run.output().equals("saved\n");
        if (run.injected() == 0 || !(saved || told) || run.exitCode() != (well ? 0 : 4)) {
            return "no call failed, or it ended in another way: " + run;
        }
        return lookedAt(saved ? 2 : 1, SaveScenario.store(checkpoints));
    }

    @Test
    void any_call_may_be_the_last() throws IOException, InterruptedException, ExecutionException {
        TracedSave traced = prepared();
        List<Point> all = points(traced).stream().filter(Point::changes).toList();
        SequencedMap<String, Experiment> experiments = new LinkedHashMap<>();
        for (Point point : sample(all)) {
            experiments.put(
                    "%s-%d-killed".formatted(point.call(), point.n()),
                    checkpoints -> afterKill(traced.killed(checkpoints, point), checkpoints));
        }
        assertThat(problems(experiments)).isEmpty();
        System.out.printf("killed at %d of %d calls%n", experiments.size(), all.size());
        assertThat(all).hasSizeGreaterThan(50);
    }

    @Test
    void any_call_may_fail() throws IOException, InterruptedException, ExecutionException {
        TracedSave traced = prepared();
        List<Point> all = points(traced);
        SequencedMap<String, Experiment> experiments = new LinkedHashMap<>();
        for (Point point : sample(all)) {
            for (String error : point.changes() ? ERRORS : ERRORS_OF_LOOKING) {
                addError(experiments, traced, point, error, false);
                addError(experiments, traced, point, error, true);
            }
        }
        assertThat(problems(experiments)).isEmpty();
        System.out.printf(
                "%d failures at %d of %d calls%n",
                experiments.size(), sample(all).size(), all.size());
        assertThat(all).hasSizeGreaterThan(100);
    }

    private static void addError(
            SequencedMap<String, Experiment> experiments,
            TracedSave traced,
            Point point,
            String error,
            boolean forEver) {
        boolean endless = forEver && error.equals("EINTR"); // the JDK would try again for ever, rightly
        boolean inSample = error.equals(forEver ? (point.changes() ? "ENOSPC" : "EACCES") : "EIO");
        if (!endless && (inSample || Faults.full())) {
            experiments.put(
                    "%s-%d-%s%s".formatted(point.call(), point.n(), error, forEver ? "-on" : ""),
                    checkpoints -> afterError(traced.failed(checkpoints, point, error, forEver), checkpoints));
        }
    }
}
