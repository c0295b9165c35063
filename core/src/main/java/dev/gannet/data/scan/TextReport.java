package dev.gannet.data.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Report} for a terminal: a dozen lines on a plain data set, about 40 at most. Names are escaped. */
public final class TextReport {
    private static final int TITLE = 13;
    private static final int NAME_LENGTH = 40;
    private static final int NAMES = 3;
    private static final int GROUPS = 3;
    private static final int REJECTIONS = 5;
    private static final int COUNTS = 6;

    private final List<String> lines = new ArrayList<>();

    private TextReport() {}

    /** The lines, without line ends; those about nothing are left out. */
    public static List<String> lines(Report report, List<String> advice) {
        TextReport text = new TextReport();
        text.counts(report);
        if (report.counts().accepted() > 0) {
            text.sizes(report.sizes());
            text.shapes(report.shapes());
            text.line("Formats", Words.counts(report.formats(), COUNTS));
            text.line("Colours", Words.counts(report.modes(), COUNTS));
            text.named("Animated", report.animated());
            text.repeats("Copies", report.exact());
            text.repeats("Look alike", report.near());
            report.suspicions().forEach((name, named) -> text.named(title(name), named));
            text.labels(report.labels());
        }
        if (advice.isEmpty()) {
            text.line("Advice", "nothing to mend");
        }
        for (int i = 0; i < advice.size(); i++) {
            text.line(i == 0 ? "Advice" : "", "- " + advice.get(i));
        }
        return List.copyOf(text.lines);
    }

    /** Upsampled */
    static String title(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private void line(String title, String text) {
        lines.add(title + " ".repeat(TITLE - title.length()) + text);
    }

    private void counts(Report report) {
        Report.Counts counts = report.counts();
        line(
                "Pictures",
                "%s usable, %s rejected, %s skipped; %s"
                        .formatted(
                                Words.number(counts.accepted()),
                                Words.number(counts.rejected()),
                                Words.number(counts.skipped()),
                                Words.bytes(counts.bytes())));
        if (counts.rejected() > 0) {
            line("Rejected", Words.counts(counts.rejectedBy(), COUNTS));
            rejections(report);
        }
        if (counts.skipped() > 0) {
            line("Skipped", Words.counts(counts.skippedBy(), COUNTS));
        }
    }

    private void sizes(Report.Sizes sizes) {
        line(
                "Sizes",
                "%s to %s, median of the shorter side %s; %s smaller than the training size"
                        .formatted(
                                sizes.smallest(),
                                sizes.largest(),
                                Words.number(sizes.medianShorter()),
                                Words.number(sizes.smaller())));
        String frequent = sizes.frequent().stream()
                .limit(COUNTS)
                .map(size -> size + " " + Words.number(size.count()))
                .collect(Collectors.joining(", "));
        line("", "%s: %s".formatted(Words.some(sizes.different(), "size", "sizes"), frequent));
    }

    private void shapes(Report.Shapes shapes) {
        line(
                "Shapes",
                "portrait %s, landscape %s, square %s; from %s to %s"
                        .formatted(
                                Words.number(shapes.portrait()),
                                Words.number(shapes.landscape()),
                                Words.number(shapes.square()),
                                shapes.tallest(),
                                shapes.widest()));
    }

    private void named(String title, Report.Named named) {
        if (named.count() > 0) {
            line(title, Words.number(named.count()) + ": " + names(named.names(), named.count(), ", "));
        }
    }

    private void repeats(String title, Report.Repeats repeats) {
        if (repeats.groups() == 0) {
            return;
        }
        line(
                title,
                "%s superfluous in %s"
                        .formatted(
                                Words.number(repeats.superfluous()), Words.some(repeats.groups(), "group", "groups")));
        repeats.largest().stream()
                .limit(GROUPS)
                .forEach(group -> line("", names(group.names(), group.pictures(), " = ")));
    }

    private void labels(Report.Labels labels) {
        if (labels.different() == 0) {
            return;
        }
        String shown = labels.shown().stream()
                .limit(COUNTS)
                .map(label -> name(label.name()) + " " + Words.number(label.count()))
                .collect(Collectors.joining(", "));
        line("Labels", "%s: %s".formatted(Words.number(labels.different()), shown));
        if (labels.without() > 0) {
            line("", Words.some(labels.without(), "picture has", "pictures have") + " none");
        }
    }

    private void rejections(Report report) {
        report.rejections().stream()
                .limit(REJECTIONS)
                .forEach(rejection -> line(
                        "", "%s: %s".formatted(name(rejection.name()), cut(Visible.show(rejection.detail()), 80))));
        int more = report.counts().rejected() - REJECTIONS;
        if (more > 0) {
            line("", Words.number(more) + " more");
        }
    }

    private static String names(List<String> names, int all, String between) {
        String shown = names.stream().limit(NAMES).map(TextReport::name).collect(Collectors.joining(between));
        int more = all - Math.min(NAMES, names.size());
        return more > 0 ? "%s%s%s more".formatted(shown, between, Words.number(more)) : shown;
    }

    /** The end of a name tells more than its beginning. */
    private static String name(String name) {
        String shown = Visible.show(name);
        int length = shown.codePointCount(0, shown.length());
        return length <= NAME_LENGTH
                ? shown
                : "..." + shown.substring(shown.offsetByCodePoints(0, length - NAME_LENGTH + 3));
    }

    private static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 3)) + "...";
    }
}
