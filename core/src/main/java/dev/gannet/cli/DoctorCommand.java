package dev.gannet.cli;

import dev.gannet.config.Json;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.doctor.CaseHistory;
import dev.gannet.doctor.Headroom;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Severity;
import dev.gannet.train.HeadroomProbe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Say what is wrong with a run, why it matters and what to try. Reads the run's log alone: the run may be going on,"
                    + " or be long over. Nothing in its folder is changed.",
            "",
            "With --probe, D alone learns on for 200 steps in a copy, and what that leaves of G's gradient is told.",
            "",
            "Exits with 0 if all is well, 1 if there is a warning, 2 if something is critical.",
            ""
        },
        footer = {"", "  gannet doctor 00001-dogs-modern-32"})
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Option(
            names = "--probe",
            description = "Also try out how far D may get ahead, by the newest checkpoint and the run's images.")
    private boolean probe;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What {@code --json} prints if there was a probe.
     *
     * @param log what the log says
     * @param headroom what was measured
     * @param finding what is to be said to it
     */
    record Probed(CaseHistory log, Headroom headroom, Optional<Found> finding) {}

    @Override
    public Integer call() throws InterruptedException {
        RunDir dir = RunDir.open(run);
        CaseHistory history = CaseHistory.of(dir);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (!probe) {
            if (json) {
                out.println(new Json().line(history));
            } else {
                print(history, out);
            }
            return exitCode(history.worst());
        }
        Headroom headroom = headroom(dir);
        Probed probed = new Probed(history, headroom, headroom.finding(dir.config()));
        if (json) {
            out.println(new Json().line(probed));
        } else {
            print(history, out);
            print(probed, out);
        }
        return Math.max(exitCode(history.worst()), exitCode(probed.finding().map(Found::severity)));
    }

    private Headroom headroom(RunDir dir) throws InterruptedException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, Terminal.attached());
                ImageSource images = new Sources(cache, 1, line).open(dir.config())) {
            line.close();
            return HeadroomProbe.of(dir, images, HeadroomProbe.STEPS, notice -> err.println("warning: " + notice));
        }
    }

    /** For example: probe    from step 1,200, D alone has learned on for 200 steps: right on 84.0 %, then on 97.5 %; ... */
    private static void print(Probed probed, PrintWriter out) {
        Headroom headroom = probed.headroom();
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "probe    from step %,d, D alone has learned on for %d steps: right on %.1f %% of the images, then on %.1f %%;"
                        + " G's gradient %.3g, then %.3g",
                headroom.step(),
                headroom.steps(),
                100 * headroom.accuracyBefore(),
                100 * headroom.accuracyAfter(),
                headroom.gradientBefore(),
                headroom.gradientAfter()));
        probed.finding().ifPresent(found -> {
            out.println("%-8s B6: headroom".formatted(found.severity().name().toLowerCase(Locale.ROOT)));
            out.println("         " + found.what());
            out.println("         " + found.why());
            out.println("         " + found.advice());
        });
    }

    private static int exitCode(Optional<Severity> worst) {
        return worst.map(severity -> switch (severity) {
                    case INFO -> 0;
                    case WARNING -> 1;
                    case CRITICAL -> 2;
                })
                .orElse(0);
    }

    private static void print(CaseHistory history, PrintWriter out) {
        out.println("%s, %,d steps: %s".formatted(history.run(), history.steps(), examined(history)));
        for (CaseHistory.Case each : history.cases()) {
            if (each.until().isPresent()) {
                continue;
            }
            out.println();
            out.println("%-8s %s, since step %,d: %s"
                    .formatted(
                            each.severity().name().toLowerCase(Locale.ROOT), each.rule(), each.since(), each.title()));
            out.println("         " + each.what());
            out.println("         " + each.why());
            out.println("         " + each.advice());
        }
        history.cases().stream()
                .filter(each -> each.until().isPresent())
                .forEach(each -> out.println("over     %s, steps %,d to %,d: %s"
                        .formatted(each.rule(), each.since(), each.until().get(), each.title())));
    }

    private static String examined(CaseHistory history) {
        if (history.examined() == 0) {
            return "this run's log has no vital signs to judge by, only bad numbers would show; it is too short, or of an"
                    + " older gannet";
        }
        String looks = "looked at %,d of them".formatted(history.examined());
        return history.worst().isEmpty() ? looks + ", all is well" : looks;
    }
}
