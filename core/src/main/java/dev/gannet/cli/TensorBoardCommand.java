package dev.gannet.cli;

import dev.gannet.run.RunDir;
import dev.gannet.run.TensorBoardLog;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet tensorboard}. */
@Command(
        name = "tensorboard",
        mixinStandardHelpOptions = true,
        description = {
            "Write the losses, the verdicts and the sample grids of a run for TensorBoard, from the run's log: for a run that"
                    + " was trained without --tensorboard.",
            ""
        },
        footer = {"", "  gannet tensorboard 00001-dogs-modern-32", "  tensorboard --logdir runs"})
final class TensorBoardCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = TensorBoardLog.convert(RunDir.open(run));
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println("%s; 'tensorboard --logdir %s' shows it".formatted(folder, folder));
        return 0;
    }
}
