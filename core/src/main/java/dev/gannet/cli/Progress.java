package dev.gannet.cli;

import dev.gannet.config.Budget;
import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.train.Supervision;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** A run's events as text: on a terminal one line that is written over, elsewhere a plain line now and then. */
final class Progress {
    private static final double PLAIN_EVERY_SECONDS = 15;
    /** A step that waits longer for its images could be faster with other storage, or with the cache. */
    private static final double MOST_WAITING = 0.01;

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final RunConfig config;
    private final LossConfig.Verdict verdict;
    private final boolean terminal;
    private double lastPlain = -PLAIN_EVERY_SECONDS;
    private double rate;
    private final Set<String> told = new HashSet<>();
    private int images;

    Progress(PrintWriter err, RunConfig config, boolean terminal) {
        this.err = err;
        this.config = config;
        this.verdict = config.recipe().game().loss().verdict();
        this.terminal = terminal;
    }

    /** A training. */
    @FunctionalInterface
    interface Job {
        RunEvent.Stopped train(Supervision by) throws InterruptedException;
    }

    /** Shows a training from its beginning to its end; a signal stops it. Returns the exit code. */
    int attend(RunDir run, Job job) throws InterruptedException {
        begin(run);
        try (Signals signals = Signals.listen()) {
            end(run, job.train(Supervision.of(this::show, signals::stopRequested)));
            return signals.exitCode();
        } catch (UserException e) {
            interrupt();
            throw e;
        }
    }

    private void begin(RunDir run) {
        err.println("run      %s".formatted(run.path()));
        err.println("recipe   %s at %s, %s, %s, %d threads, seed %d"
                .formatted(
                        config.recipe().name(),
                        config.image(),
                        config.precision().name().toLowerCase(Locale.ROOT),
                        config.budget(),
                        config.threads(),
                        config.seed()));
        err.println("save     every %,d steps and at the end; a kill loses at most the steps since"
                .formatted(config.cadence().checkpoint()));
    }

    /** Shows one event. */
    void show(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> {
                images = started.images();
                err.println("data     " + started.data());
                legend();
            }
            case RunEvent.Tick tick -> tick(tick);
            case RunEvent.Scores scores -> {
                interrupt();
                err.println(line(scores));
            }
            case RunEvent.NotSaved notSaved ->
                warn("checkpoint at step %,d not saved: %s".formatted(notSaved.step(), notSaved.reason()));
            case RunEvent.Skipped skipped -> warn("step %,d skipped: %s".formatted(skipped.step(), skipped.reason()));
            case RunEvent.WentBack back ->
                warn("step %,d: went back to the networks of step %,d; learning rate %s"
                        .formatted(back.step(), back.to(), (float) back.lr()));
            case RunEvent.Edited edited ->
                warn("step %,d was replaced by a branch of it: %s".formatted(edited.step(), edited.changes()));
            case RunEvent.Lost lost ->
                warn("%s: %s; other images take its place (%,d lost so far)"
                        .formatted(lost.name(), lost.reason(), lost.total()));
            case RunEvent.Notice notice -> warn(notice.message());
            case RunEvent.Found found -> found(found);
            case RunEvent.Cleared cleared -> {
                if (told.remove(cleared.rule())) {
                    warn("doctor %s at step %,d: is over".formatted(cleared.rule(), cleared.step()));
                }
            }
            case RunEvent.Vitals _, RunEvent.Sample _, RunEvent.Saved _, RunEvent.Stopped _, RunEvent.Failed _ -> {}
        }
    }

    private void legend() {
        String watch = "watch    samples/step-*.png; L_D and L_G are the losses,";
        String before = "before>after its update";
        String after = before + ">after the generator's";
        String real = verdict.on("x");
        String made = verdict.on("G(z)");
        switch (verdict) {
            case PROBABILITY -> {
                err.println("%s %s how sure the discriminator is of real images %s,".formatted(watch, real, before));
                err.println("         %s how sure it is of made ones %s".formatted(made, after));
            }
            case SQUEEZED, SCORE -> {
                String squeezed = verdict == LossConfig.Verdict.SQUEEZED ? ", squeezed into 0 to 1," : "";
                err.println("%s %s the discriminator's score of real images%s %s,"
                        .formatted(watch, real, squeezed, before));
                err.println("         %s that of made ones %s; what counts is how far the two are apart"
                        .formatted(made, after));
            }
        }
    }

    /** For example: scores   step 1,200: FD[cls] 14.2 (9.1 x real against real), coverage 0.81 of 0.97 */
    static String line(RunEvent.Scores scores) {
        return String.format(
                Locale.ROOT,
                "scores   step %,d: FD[%s] %s (%.1f x real against real), coverage %.2f of %.2f",
                scores.step(),
                scores.features(),
                EvaluationTable.number(scores.frechet()),
                scores.frechet() / scores.frechetFloor(),
                scores.coverage(),
                scores.coverageFloor());
    }

    /** What is merely worth knowing can be read in the page, or by {@code gannet doctor}. */
    private void found(RunEvent.Found found) {
        if (found.severity() != RunEvent.Severity.INFO) {
            told.add(found.rule());
            warn("doctor %s at step %,d: %s %s %s"
                    .formatted(found.rule(), found.step(), found.what(), found.why(), found.advice()));
        }
    }

    private void tick(RunEvent.Tick tick) {
        rate = rate == 0 ? tick.imagesPerSecond() : 0.8 * rate + 0.2 * tick.imagesPerSecond();
        if (terminal) {
            err.print(CLEAR_LINE + line(tick));
            err.flush();
        } else if (tick.seconds() - lastPlain >= PLAIN_EVERY_SECONDS || tick.step() == 1) {
            err.println(line(tick));
            lastPlain = tick.seconds();
        }
    }

    /** For example: step 1,250 | epoch 4.0 | 812 img/s | ETA 2m10s | L_D 0.82 L_G 2.10 | D(x) .78>.81 | D(G(z)) .25>.12>.31 */
    String line(RunEvent.Tick tick) {
        return String.format(
                Locale.ROOT,
                "step %,d | epoch %.1f | %.0f img/s%s | ETA %s | L_D %.2f L_G %.2f | %s %.2f>%.2f | %s %.2f>%.2f>%.2f",
                tick.step(),
                tick.epoch(),
                rate,
                tick.step() > 1 && tick.waiting() > MOST_WAITING
                        ? " (waits %.0f %% for data)".formatted(tick.waiting() * 100)
                        : "",
                time(secondsLeft(tick)),
                tick.lossD(),
                tick.lossG(),
                verdict.on("x"),
                tick.realBefore(),
                tick.realAfter(),
                verdict.on("G(z)"),
                tick.fakeBefore(),
                tick.fakeAfterD(),
                tick.fakeAfterG());
    }

    private double secondsLeft(RunEvent.Tick tick) {
        double secondsPerStep = tick.seconds() / tick.step();
        return switch (config.budget()) {
            case Budget.Time time -> time.seconds() - tick.seconds();
            case Budget.Steps(long count) -> (count - tick.step()) * secondsPerStep;
            case Budget.Epochs(int count) ->
                (Math.ceil((double) count * images / config.recipe().game().imagesPerStep()) - tick.step())
                        * secondsPerStep;
        };
    }

    static String time(double seconds) {
        Duration left = Duration.ofSeconds(Math.max(0, Math.round(seconds)));
        if (left.toHours() > 0) {
            return "%dh%02dm".formatted(left.toHours(), left.toMinutesPart());
        }
        return left.toMinutes() > 0
                ? "%dm%02ds".formatted(left.toMinutes(), left.toSecondsPart())
                : left.toSeconds() + "s";
    }

    /** Tells something beside the line. */
    void warn(String message) {
        interrupt();
        err.println("note     " + message);
    }

    /** Leaves the line that is written over. */
    private void interrupt() {
        if (terminal) {
            err.println();
        }
    }

    private void end(RunDir run, RunEvent.Stopped stopped) {
        interrupt();
        err.println("%s after %,d steps in %s; everything is saved"
                .formatted(stopped.interrupted() ? "stopped" : "done", stopped.step(), time(stopped.seconds())));
        err.println("look     %s".formatted(run.samples().resolve("step-%08d.png".formatted(stopped.step()))));
        err.println("next     gannet generate %s".formatted(run.path()));
    }
}
