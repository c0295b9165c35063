package dev.gannet.data.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link Report} as one HTML page that needs nothing else: no script, and nothing is loaded. Its policy forbids both,
 * so that a name that should get through the escaping could do nothing.
 */
public final class HtmlReport {
    private static final int BAR = 120;

    private final Html html = new Html();
    private final Report report;
    private final String style;

    private HtmlReport(Report report, String style) {
        this.report = report;
        this.style = style;
    }

    /**
     * Writes the page in UTF-8, over what is there.
     *
     * @param advice sentences as of {@link Advice}
     * @param sheets what the training will see; may be empty
     * @throws IOException if the file cannot be written
     */
    public static void write(Report report, List<String> advice, List<Sheet> sheets, Path file) throws IOException {
        HtmlReport page = new HtmlReport(report, HtmlStyle.CSS);
        page.head();
        page.headline();
        page.advice(advice);
        page.sheets(sheets);
        if (report.counts().accepted() > 0) {
            page.sizes();
            page.shapes();
            page.kinds();
            page.repeats();
            page.suspicions();
            page.labels();
        }
        page.rejected();
        page.html.close("main").close("body").close("html");
        Files.writeString(file, page.html.toString());
    }

    private void head() {
        String title = "Data set: " + Words.number(report.counts().accepted()) + " pictures";
        html.page("en", title, style)
                .open("header")
                .element("h1", "What is in the data set")
                .close("header")
                .open("main");
    }

    private void section(String title) {
        String id = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        html.open("section", "aria-labelledby", id).element("h2", title, "id", id);
    }

    private void headline() {
        Report.Counts counts = report.counts();
        section("Pictures");
        html.open("dl", "class", "headline");
        fact("usable", Words.number(counts.accepted()));
        fact("rejected", Words.number(counts.rejected()));
        fact("skipped", Words.number(counts.skipped()));
        fact("in all", Words.bytes(counts.bytes()));
        if (counts.accepted() > 0) {
            fact("exact copies", Words.number(report.exact().superfluous()));
            fact("look alike", Words.number(report.near().superfluous()));
            fact("labels", Words.number(report.labels().different()));
        }
        html.close("dl");
        if (counts.skipped() > 0) {
            barTable("Skipped files", "Reason", "Files", counts.skippedBy(), counts.skipped());
        }
        html.close("section");
    }

    private void fact(String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close("div");
    }

    private void advice(List<String> advice) {
        section("Advice");
        if (advice.isEmpty()) {
            html.element("p", "Nothing to mend.");
        } else {
            html.open("ul", "class", "advice");
            advice.forEach(sentence -> html.raw("<li>" + options(sentence) + "</li>\n"));
            html.close("ul");
        }
        html.close("section");
    }

    /** Options are not broken at their hyphens. */
    private static String options(String sentence) {
        return Html.escape(sentence).replaceAll("--[a-z]+(-[a-z]+)*", "<span class=\"option\">$0</span>");
    }

    private void sheets(List<Sheet> sheets) {
        if (sheets.isEmpty()) {
            return;
        }
        section("What the training will see");
        for (Sheet sheet : sheets) {
            String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(sheet.png());
            html.open("figure")
                    .raw("<img src=\"" + data + "\" alt=\"" + Html.escape(sheet.alt()) + "\"/>\n")
                    .element("figcaption", sheet.title())
                    .close("figure");
        }
        html.close("section");
    }

    private void sizes() {
        Report.Sizes sizes = report.sizes();
        section("Sizes");
        html.open("dl");
        fact("smallest", sizes.smallest().toString());
        fact("largest", sizes.largest().toString());
        fact("median of the shorter side", Words.number(sizes.medianShorter()));
        fact("smaller than the training size", Words.number(sizes.smaller()));
        fact("different sizes", Words.number(sizes.different()));
        html.close("dl");
        List<Bar> bars = new ArrayList<>();
        sizes.frequent().forEach(size -> bars.add(new Bar(size.toString(), size.count())));
        bars(
                "Most frequent sizes",
                "Width x height",
                "Pictures",
                bars,
                report.counts().accepted());
        html.close("section");
    }

    private void shapes() {
        Report.Shapes shapes = report.shapes();
        section("Shapes");
        bars(
                "Pictures by shape",
                "Shape",
                "Pictures",
                List.of(
                        new Bar("portrait", shapes.portrait()),
                        new Bar("landscape", shapes.landscape()),
                        new Bar("square", shapes.square())),
                report.counts().accepted());
        html.open("dl");
        fact("tallest", shapes.tallest().toString());
        fact("widest", shapes.widest().toString());
        fact("cut off by a crop, median", Words.percent(shapes.lost()));
        html.close("dl").close("section");
    }

    private void kinds() {
        section("Formats and colours");
        barTable(
                "Pictures by file format",
                "Format",
                "Pictures",
                report.formats(),
                report.counts().accepted());
        barTable(
                "Pictures by colour mode",
                "Mode",
                "Pictures",
                report.modes(),
                report.counts().accepted());
        named("More than one picture in the file", report.animated());
        html.close("section");
    }

    private void repeats() {
        section("Repeats");
        repeats("Exact copies", "exact copies", report.exact());
        repeats("Pictures that look alike", "look-alikes", report.near());
        html.close("section");
    }

    private void repeats(String title, String what, Report.Repeats repeats) {
        html.element("h3", title);
        if (repeats.groups() == 0) {
            html.element("p", "None.");
            return;
        }
        html.element(
                "p",
                "%s superfluous in %s."
                        .formatted(
                                Words.some(repeats.superfluous(), "picture is", "pictures are"),
                                Words.some(repeats.groups(), "group", "groups")));
        List<List<String>> rows = new ArrayList<>();
        repeats.largest().forEach(group -> {
            String more = group.pictures() > group.names().size() ? ", ..." : "";
            rows.add(List.of(
                    Words.number(rows.size() + 1),
                    Words.number(group.pictures()),
                    String.join(", ", group.names()) + more));
        });
        html.table("Largest groups of " + what, List.of("Group", "Pictures", "Names"), rows);
    }

    private void suspicions() {
        section("Suspicions");
        report.suspicions().forEach((name, named) -> named(TextReport.title(name) + ": " + meaning(name), named));
        html.close("section");
    }

    private static String meaning(String suspicion) {
        return switch (suspicion) {
            case "upsampled" -> "fewer details than pixels";
            case "letterboxed" -> "bars of one colour at two opposite edges";
            case "flat" -> "one colour all over";
            default -> "see the manual";
        };
    }

    private void named(String title, Report.Named named) {
        html.element("h3", title);
        if (named.count() == 0) {
            html.element("p", "None.");
            return;
        }
        html.open("details")
                .element("summary", Words.some(named.count(), "picture", "pictures"))
                .open("ul");
        named.names().forEach(name -> html.element("li", name));
        int more = named.count() - named.names().size();
        if (more > 0) {
            html.element("li", "and " + Words.number(more) + " more");
        }
        html.close("ul").close("details");
    }

    private void labels() {
        Report.Labels labels = report.labels();
        if (labels.different() == 0) {
            return;
        }
        section("Labels");
        html.open("dl");
        fact("different", Words.number(labels.different()));
        fact("pictures without", Words.number(labels.without()));
        fact("rarest", Words.number(labels.smallest().count()));
        fact("most frequent to rarest", Words.number(Math.round(labels.balance())) + " to 1");
        html.close("dl");
        List<Bar> bars = new ArrayList<>();
        labels.shown().forEach(label -> bars.add(new Bar(label.name(), label.count())));
        bars("Pictures by label", "Label", "Pictures", bars, report.counts().accepted());
        html.close("section");
    }

    private void rejected() {
        Report.Counts counts = report.counts();
        section("Rejected");
        if (counts.rejected() == 0) {
            html.element("p", "None.").close("section");
            return;
        }
        barTable("Rejected pictures by reason", "Reason", "Pictures", counts.rejectedBy(), counts.rejected());
        List<List<String>> rows = new ArrayList<>();
        report.rejections().forEach(one -> rows.add(List.of(one.name(), one.code(), one.detail())));
        String caption = rows.size() < counts.rejected()
                ? "The first %s of %s rejected pictures".formatted(rows.size(), Words.number(counts.rejected()))
                : "Rejected pictures";
        html.table(caption, List.of("Name", "Reason", "Detail"), rows).close("section");
    }

    private record Bar(String name, int count) {}

    private void barTable(String caption, String column, String unit, Map<String, Integer> counts, int all) {
        List<Bar> bars = new ArrayList<>();
        counts.forEach((name, count) -> bars.add(new Bar(name, count)));
        bars.sort((a, b) -> Integer.compare(b.count(), a.count()));
        bars(caption, column, unit, bars, all);
    }

    /** The bars are decoration: the numbers beside them say the same. */
    private void bars(String caption, String column, String unit, List<Bar> bars, int all) {
        int longest = Math.max(1, bars.stream().mapToInt(Bar::count).max().orElse(1));
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .open("table")
                .element("caption", caption)
                .open("thead")
                .open("tr");
        List.of(column, unit, "Share").forEach(name -> html.element("th", name, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (Bar bar : bars) {
            long length = Math.round((double) BAR * bar.count() / longest);
            html.open("tr")
                    .element("th", bar.name(), "scope", "row")
                    .element("td", Words.number(bar.count()), "class", "number")
                    .open("td", "class", "share")
                    .element("span", Words.percent((double) bar.count() / all), "class", "number")
                    .raw("<svg aria-hidden=\"true\" width=\"%d\" height=\"10\"><rect width=\"%d\" height=\"10\"/></svg>"
                            .formatted(BAR, length))
                    .close("td")
                    .close("tr");
        }
        html.close("tbody").close("table").close("div");
    }
}
