package dev.gannet.cli;

import dev.gannet.checkpoint.Choice;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.paper.StepFile;
import dev.gannet.paper.StepPage;
import dev.gannet.paper.Told;
import dev.gannet.paper.Words;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunLock;
import dev.gannet.storage.Manifest;
import dev.gannet.trace.Ask;
import dev.gannet.train.Board;
import dev.gannet.train.Training;
import dev.gannet.train.Visit;
import dev.gannet.web.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code gannet watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Look at runs in a browser: one, or several side by side. They may be going on, or be long over.",
            "",
            "A run that is over can also be looked into: its newest checkpoint trains on in memory, as slowly as you like, stop"
                    + " by stop. Nothing is written.",
            "",
            "--html tells about that one step on a page that needs no program any more: to print, to send, to keep.",
            "",
            "A step that the page has saved ('Save step', a ZIP file) opens here too, without the run and its images.",
            ""
        },
        footer = {
            "",
            "  gannet watch                           all runs in runs/",
            "  gannet watch 00001-dogs-modern-32",
            "  gannet watch 00001-dogs-modern-32 00002-dogs-modern-32",
            "  gannet watch 00001-dogs-modern-32 --html step.html",
            "  gannet watch step-812.zip              a step that somebody has sent"
        })
final class WatchCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "RUN",
            description = "Runs' folders, or their names in runs/; or one step, as a ZIP file.")
    private List<Path> names = new ArrayList<>();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write the step after the newest checkpoint, or the one in the ZIP file, as a page, and serve none.")
    private Optional<Path> html = Optional.empty();

    @Mixin
    private LanguageOption language = new LanguageOption();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        if (names.stream().anyMatch(Files::isRegularFile)) {
            return step(err, StepFile.read(only(names)));
        }
        List<RunDir> runs = names.isEmpty()
                ? RunDir.list(Path.of("runs"))
                : names.stream().map(RunDir::open).toList();
        if (html.isPresent()) {
            return write(err, runs, html.get());
        }
        try (Signals signals = Signals.listen()) {
            return runs.size() == 1
                    ? one(err, signals, runs.getFirst())
                    : show(err, signals, new Site(runs, new LinkedHashMap<>(), "runs", false));
        }
    }

    private static Path only(List<Path> files) {
        if (files.size() > 1) {
            throw UserException.usage("%s: a step is looked at by itself; name it alone"
                    .formatted(files.stream()
                            .filter(Files::isRegularFile)
                            .findFirst()
                            .orElseThrow()));
        }
        return files.getFirst();
    }

    /** A step that somebody has sent. */
    private int step(PrintWriter err, StepFile step) throws InterruptedException {
        if (html.isPresent()) {
            return write(new Told(step.run(), Optional.empty(), step.trace()), language.words(), html.get());
        }
        try (Signals signals = Signals.listen()) {
            return show(err, signals, Pages.site(step));
        }
    }

    private int write(PrintWriter err, List<RunDir> runs, Path file) throws InterruptedException {
        if (runs.size() != 1) {
            throw UserException.usage(
                    "--html %s: tells about a step of one run; name one ('gannet runs' lists them)".formatted(file));
        }
        Words words = language.words(); // a wrong one is told before the step is made
        return write(LastStep.of(err, runs.getFirst(), caching), words, file);
    }

    private int write(Told told, Words words, Path file) {
        try {
            Files.writeString(file, StepPage.of(told, words));
        } catch (IOException e) {
            throw RunDir.unwritable(file, e);
        }
        Objects.requireNonNull(spec).commandLine().getOut().println(file);
        return 0;
    }

    private int show(PrintWriter err, Signals signals, Site site) throws InterruptedException {
        try (Pages open = Pages.open(err, site, pages.binding())) {
            return Pages.untilStopped(err, signals);
        }
    }

    /** One run: if nobody trains it now and it has been saved, it can be looked into. */
    private int one(PrintWriter err, Signals signals, RunDir run) throws InterruptedException {
        Optional<Manifest> newest = RunLock.isHeld(run)
                ? Optional.empty()
                : Choice.newest(Training.store(run)).chosen();
        if (newest.isEmpty()) {
            return show(err, signals, new Site(List.of(run), new LinkedHashMap<>(), "runs", false));
        }
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, Terminal.attached());
                ImageSource images = new Sources(cache, 1, line).open(run.config())) {
            line.close();
            Board board = new Board(run, run.config(), Ask.ofVisit());
            try (Visit visit = Visit.at(run, images, board, newest.get().step())) {
                return show(err, signals, Pages.site(run, "runs", true, board));
            }
        } catch (UserException e) {
            err.println("note     this run can be watched, not looked into: " + e.getMessage());
            return show(err, signals, new Site(List.of(run), new LinkedHashMap<>(), "runs", false));
        }
    }
}
