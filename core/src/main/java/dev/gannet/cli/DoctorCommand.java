package dev.gannet.cli;

import dev.gannet.config.Json;
import dev.gannet.doctor.CaseHistory;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent.Severity;
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
                    + " or be long over.",
            "",
            "Exits with 0 if all is well, 1 if there is a warning, 2 if something is critical.",
            ""
        },
        footer = {"", "  gannet doctor 00001-dogs-modern-32"})
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CaseHistory history = CaseHistory.of(RunDir.open(run));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(new Json().line(history));
        } else {
            print(history, out);
        }
        return exitCode(history.worst());
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
