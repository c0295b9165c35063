package dev.gannet.cli;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.Json;
import dev.gannet.data.ArchiveSource;
import dev.gannet.data.Cache;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.data.picture.Rejected;
import dev.gannet.data.scan.Advice;
import dev.gannet.data.scan.HtmlReport;
import dev.gannet.data.scan.RejectedTsv;
import dev.gannet.data.scan.Report;
import dev.gannet.data.scan.ReportBuilder;
import dev.gannet.data.scan.Sheet;
import dev.gannet.data.scan.Table;
import dev.gannet.data.scan.TextReport;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
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

/** {@code gannet inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Look at every picture of a data set before training on it: what can be used, what cannot and why, what is there"
                    + " twice, and what the training will see of it.",
            ""
        },
        footer = {
            "",
            "Training takes the same look first and keeps what it has seen, so that the next look is quick. The options on"
                    + " size and cropping are those of 'gannet train': give both the same.",
            "",
            "  gannet inspect photos",
            "  gannet inspect photos.zip --size 64x96 --html report.html",
            "  gannet inspect photos --json | jq .counts"
        })
final class InspectCommand implements Callable<Integer> {
    private static final int SHEET = 64;

    @Parameters(paramLabel = "DATA", description = DataOptions.KINDS)
    private Path path = Path.of("");

    @Mixin
    private DataOptions images = new DataOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page, with pictures.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Write a sheet of 64 pictures as the training will see them.")
    private Optional<Path> sheet = Optional.empty();

    @Option(
            names = "--rejected",
            paramLabel = "FILE.tsv",
            defaultValue = "rejected.tsv",
            description = "Where every picture that cannot be used is listed (${DEFAULT-VALUE}).")
    private Path rejected = Path.of("");

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        DataConfig.OnDisk data = Archives.recognise(path);
        Framing framing = images.framing();
        try (Cache cache = caching.cache(Cache.Pictures.NOWHERE);
                ScanLine line = new ScanLine(err, Terminal.attached());
                ArchiveSource source =
                        new Sources(cache, 1, line).look(data, images.size(data), images.channels(), framing)) {
            line.close();
            Report report = report(source);
            List<String> advice = Advice.of(report, source.shape(), framing);
            write(source, report, advice);
            if (json) {
                out.println(new Json().pretty(report));
            } else {
                TextReport.lines(report, advice).forEach(out::println);
                tellFiles(out);
            }
        }
        return 0;
    }

    private static Report report(ArchiveSource source) {
        Table table = source.table();
        ReportBuilder builder = new ReportBuilder(source.shape());
        for (int row = 0; row < table.count(); row++) {
            builder.add(row, table.entry(row), table.finding(row).orElseThrow());
        }
        table.skipped().forEach((reason, skips) -> builder.skipped(reason, skips.count()));
        return builder.build(table::entry);
    }

    private void write(ArchiveSource source, Report report, List<String> advice) {
        to(rejected, file -> {
            try (RejectedTsv tsv = new RejectedTsv(file)) {
                source.writeRejected(tsv);
            }
        });
        if (sheet.isPresent() || html.isPresent()) {
            Pictures crops = crops(source);
            sheet.ifPresent(path -> to(path, file -> Pictures.write(crops.grid(), file)));
            html.ifPresent(path -> to(path, file -> HtmlReport.write(report, advice, sheets(crops), file)));
        }
    }

    /** Something that is written. */
    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private static void to(Path file, Writing writing) {
        try {
            writing.to(file);
        } catch (IOException e) {
            throw RunDir.unwritable(file, e);
        }
    }

    private static List<Sheet> sheets(Pictures crops) throws IOException {
        if (crops.count() == 0) {
            return List.of();
        }
        return List.of(new Sheet(
                "What the training will see",
                "%d pictures from all over the data, cut and scaled to %s".formatted(crops.count(), crops.shape()),
                Pictures.png(crops.grid())));
    }

    /** Pictures at equal distances, so that all labels and folders have their part. */
    private static Pictures crops(ArchiveSource source) {
        int bytes = source.shape().bytes();
        int wanted = Math.min(SHEET, source.count());
        byte[] pixels = new byte[wanted * bytes];
        int done = 0;
        for (int i = 0; i < wanted; i++) {
            try {
                source.read((int) ((long) i * source.count() / wanted), i, pixels, done * bytes);
                done++;
            } catch (Rejected e) {
                continue; // gone bad since the look, a moment ago
            }
        }
        return new Pictures(source.shape(), Arrays.copyOf(pixels, done * bytes));
    }

    private void tellFiles(PrintWriter out) {
        out.println();
        out.println("rejected  " + rejected);
        sheet.ifPresent(file -> out.println("sheet     " + file));
        html.ifPresent(file -> out.println("report    " + file));
        if (html.isEmpty()) {
            out.println("next      --html report.html shows it as a page, with the crops that training will see");
        }
    }
}
