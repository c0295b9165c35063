package dev.gannet.cli;

import dev.gannet.config.Build;
import dev.gannet.config.Choices;
import dev.gannet.config.UserException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gannet}. */
@Command(
        name = "gannet",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Train a generative adversarial network on your own images, see what happens, use the result.",
            ""
        },
        footer = {
            "",
            "Begin with 'gannet train': five minutes, built-in drawings of dogs, nothing to download.",
            "Then 'gannet train PATH' with a folder or an archive of your own images; 'gannet inspect PATH' shows what is in it."
        },
        subcommands = {
            TrainCommand.class,
            LessonCommand.class,
            PlaneCommand.class,
            WatchCommand.class,
            InspectCommand.class,
            ResumeCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            BenchmarkCommand.class,
            TuneCommand.class,
            RunsCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            TensorBoardCommand.class
        })
public final class Main implements Runnable {
    private static final int BUG = 1;
    private static final int STOPPED = 130;
    /** Held here: a logger that nobody holds forgets its level. What the Parquet reader notes is nothing to its users. */
    private static final Logger PARQUET = Logger.getLogger("dev.hardwood");

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        PARQUET.setLevel(Level.WARNING);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try (Signals signals = Signals.interrupting(Thread.currentThread())) {
            int code = runOrReport(out, err, signals::stopRequested, args);
            System.exit(code != 0 && signals.stopRequested() ? signals.exitCode() : code);
        }
    }

    private static int runOrReport(PrintWriter out, PrintWriter err, BooleanSupplier stopped, String... args) {
        try {
            return run(out, err, stopped, args);
        } catch (OutOfMemoryError e) {
            err.println(
                    "gannet: out of memory: %s; the Java heap may grow to %,d MB; JDK_JAVA_OPTIONS=-Xmx4g gives it more"
                            .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() / 1_000_000));
            return UserException.Kind.RESOURCES.exitCode();
        }
    }

    /** Runs a command; results go to {@code out}, progress and errors to {@code err}. Returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(out, err, () -> false, args);
    }

    private static int run(PrintWriter out, PrintWriter err, BooleanSupplier stopped, String... args) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(Main::wrongOption)
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> stopped.getAsBoolean() ? stopped(command) : failure(e, command, parsed))
                .execute(args);
    }

    private static int wrongOption(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String help = "see '%s --help'".formatted(command.getCommandSpec().qualifiedName());
        command.getErr().println("gannet: %s%s; %s".formatted(firstLine(e), nearest(e), help));
        return UserException.Kind.USAGE.exitCode();
    }

    /** {@code "; did you mean '--size'"}, or nothing if no option is near. */
    private static String nearest(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getSuggestions().isEmpty()) {
            return "";
        }
        String word = unmatched.getUnmatched().getFirst();
        Collection<String> commands = e.getCommandLine().getSubcommands().keySet();
        boolean option = word.startsWith("-") || commands.isEmpty();
        return "; did you mean '%s'".formatted(Choices.nearest(word, option ? unmatched.getSuggestions() : commands));
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** What fails because it was interrupted has no other fault, whatever it says. */
    private static int stopped(CommandLine command) {
        command.getErr().println("gannet: stopped");
        return STOPPED;
    }

    private static int failure(Exception e, CommandLine command, ParseResult parsed) {
        boolean debug = parsed.hasSubcommand() && parsed.subcommand().matchedOptionValue("--debug", false);
        if (e instanceof UserException ours) {
            command.getErr().println("gannet: " + ours.getMessage());
            if (debug) {
                e.printStackTrace(command.getErr());
            }
            return ours.kind().exitCode();
        }
        command.getErr().println("gannet: this is a bug: " + firstLine(e) + (debug ? "" : "; --debug shows where"));
        if (debug) {
            e.printStackTrace(command.getErr());
        }
        return BUG;
    }

    /** Without a subcommand: the help. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gannet " + Build.version()};
        }
    }
}
