package dev.gannet.cli;

import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.data.Cache;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.train.Resumption;
import dev.gannet.train.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Go on with a run that was stopped or killed, from its newest checkpoint.",
            "",
            "The result is bit for bit what it would have been without the interruption: weights, moments, counters, grids"
                    + " and events. A finished run goes on when it is given more to do.",
            ""
        },
        footer = {
            "",
            "A damaged checkpoint is put aside as step-N.corrupt, and the one before it is used. To begin a new run with the"
                    + " weights of an old one, see 'gannet train --init-from'.",
            "",
            "  gannet resume runs/00001-dogs-modern-32",
            "  gannet resume 00001-dogs-modern-32 --set for=20m",
            "  gannet resume 00001-dogs-modern-32 --set lr=1e-4"
        })
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a setting from here on; written to the run's history.jsonl. Names: augment,"
                    + " data, decay, device, epochs, fakes, for, loss, lr, precision, steps, threads.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--accept-data-change",
            description = "Go on although the images are not those that the run was trained on.")
    private boolean acceptDataChange;

    @Mixin
    private ScoreOptions scores = new ScoreOptions();

    @Mixin
    private DashboardOptions dashboard = new DashboardOptions();

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        dashboard.check();
        scores.check();
        RunDir dir = RunDir.open(run);
        CommandSpec command = Objects.requireNonNull(spec);
        Resumption how = new Resumption(settings, acceptDataChange);
        RunConfig config = Settings.apply(dir.config(), settings);
        PrintWriter err = command.commandLine().getErr();
        boolean terminal = Terminal.attached();
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, terminal)) {
            Sources sources = new Sources(cache, 1, line); // what was good enough to begin with is to go on
            return dashboard.attend(
                    err, config, dir, by -> Training.resume(dir, how, sources, scores.judged(by, cache, err)));
        }
    }
}
