package dev.gannet.paper;

import dev.gannet.config.Build;
import dev.gannet.data.scan.Html;
import dev.gannet.paper.Scene.Card;
import dev.gannet.paper.Scene.Gallery;
import dev.gannet.paper.Scene.Mark;
import dev.gannet.paper.Scene.Picture;
import dev.gannet.paper.Scene.Row;
import dev.gannet.paper.Scene.Side;
import dev.gannet.paper.Scene.Slopes;
import dev.gannet.paper.Scene.Table;
import dev.gannet.trace.LayerOutput;
import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A step as one HTML page that needs nothing else: no program, no script, no connection. */
public final class StepPage {
    private static final int BAR = 120; // pixels of the longest bar
    private static final int LEFT = 40;
    private static final int RIGHT = 280;
    private static final int TOP = 12;
    private static final int BOTTOM = 152;

    private final Html html = new Html();
    private final Told told;
    private final Words words;

    private StepPage(Told told, Words words) {
        this.told = told;
        this.words = words;
    }

    /** The page, to be written as UTF-8. */
    public static String of(Told told, Words words) {
        StepPage page = new StepPage(told, words);
        page.head();
        page.way();
        page.html.open("main");
        Scenes.of(told.trace(), words).forEach(page::scene);
        page.html.close("main");
        page.foot();
        page.html.close("body").close("html");
        return page.html.toString();
    }

    private Optional<Seen.Ready> ready() {
        return told.trace().at(Stop.READY, Seen.Ready.class);
    }

    private long step() {
        return ready().map(Seen.Ready::step).orElseThrow();
    }

    private void head() {
        String title = words.say("debugger.title", Map.of("step", step()));
        html.page(words.language(), title + " · " + told.run().run(), style())
                .open("header")
                .element("h1", title)
                .element("p", about(), "class", "muted");
        told.trace()
                .at(Stop.RESULT, Seen.Result.class)
                .ifPresent(result -> html.open("p", "class", "ledger")
                        .element("code", result.ledger())
                        .close("p"));
        html.close("header");
    }

    private String about() {
        return words.say(
                "debugger.about",
                Map.of(
                        "run", told.run().run(),
                        "images", told.run().images(),
                        "data", told.run().data(),
                        "epoch", words.fixed(ready().map(Seen.Ready::epoch).orElse(0.0), 1)));
    }

    private static String style() {
        try (InputStream in = StepPage.class.getResourceAsStream("step.css")) {
            if (in == null) {
                throw new IllegalStateException("step.css is not on the class path; build Gannet again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("step.css cannot be read", e);
        }
    }

    /** Every stop as a link. */
    private void way() {
        html.open("nav", "aria-label", words.say("debugger.ribbon")).open("ol");
        told.trace().seen().keySet().stream()
                .sorted()
                .forEach(stop -> html.open("li")
                        .open("a", "href", "#" + stop.id())
                        .element("b", stop.id())
                        .raw(Html.escape(Scenes.text(told.trace(), words, stop, "short")))
                        .close("a")
                        .close("li"));
        html.close("ol").close("nav");
    }

    private void scene(Scene scene) {
        String id = scene.stop().id();
        html.open("section", "id", id, "aria-labelledby", id + "-title", "class", "scene")
                .open("h2", "id", id + "-title")
                .element("span", id, "class", "stop")
                .raw(Html.escape(scene.title()))
                .close("h2")
                .element("p", scene.lecture(), "class", "lecture");
        html.open("div", "class", "said");
        scene.said().forEach(sentence -> html.element("p", sentence));
        html.close("div");
        Scene.Shown shown = scene.shown();
        if (!shown.notes().isEmpty()) {
            html.open("ul", "class", "notes");
            shown.notes().forEach(note -> html.element("li", note));
            html.close("ul");
        }
        shown.galleries().forEach(this::gallery);
        if (!shown.slopes().isEmpty()) {
            html.open("div", "class", "charts");
            shown.slopes().forEach(this::slopes);
            html.close("div");
        }
        shown.tables().forEach(this::table);
        if (scene.stop() == Stop.READY) {
            hashes();
        }
        html.close("section");
    }

    private void gallery(Gallery gallery) {
        if (!gallery.title().isEmpty()) {
            html.element("h3", gallery.title());
        }
        List<List<BufferedImage>> pictures = gallery.pictures().stream()
                .map(picture -> Tiles.of(picture.strip()))
                .toList();
        int wide = gallery.pictures().getFirst().strip().count() == 1 ? 0 : pictures.size();
        html.open("ul", "class", "cards " + side(gallery.side()) + " of-" + wide);
        for (int i = 0; i < gallery.cards().size(); i++) {
            int index = i;
            card(
                    gallery.cards().get(i),
                    gallery.pictures(),
                    pictures.stream().map(all -> all.get(index)).toList());
        }
        html.close("ul");
    }

    private void card(Card card, List<Picture> kinds, List<BufferedImage> pictures) {
        html.open("li").open("span", "class", "pictures");
        for (int i = 0; i < pictures.size(); i++) {
            String what = kinds.get(i).what();
            String text = what.isEmpty() ? card.label() : card.label() + ", " + what;
            BufferedImage picture = pictures.get(i);
            html.raw("<img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\"/>"
                    .formatted(Tiles.address(picture), Html.escape(text), picture.getWidth(), picture.getHeight()));
        }
        html.close("span").element("strong", card.label());
        card.lines().forEach(line -> html.element("span", line));
        html.close("li");
    }

    /** A line for every image from its verdict before to its verdict after. */
    private void slopes(Slopes slopes) {
        html.open("figure")
                .open(
                        "svg",
                        "viewBox",
                        "0 0 320 176",
                        "role",
                        "img",
                        "aria-label",
                        slopes.text(),
                        "class",
                        "slopes " + side(slopes.side()));
        double low = slopes.scale().getFirst().value();
        double span = slopes.scale().getLast().value() - low;
        DoubleUnaryOperator share = value -> span == 0 ? 0.5 : (value - low) / span;
        for (Mark mark : slopes.scale()) {
            double at = share.applyAsDouble(mark.value());
            line("grid", LEFT, at, RIGHT, at);
            label(LEFT - 8, y(at) + 4, "end", mark.label());
        }
        label(LEFT, BOTTOM + 18, "middle", words.say("debugger.before"));
        label(RIGHT, BOTTOM + 18, "middle", words.say("debugger.after"));
        IntStream.range(0, slopes.before().size())
                .forEach(i -> line(
                        "one",
                        LEFT,
                        share.applyAsDouble(slopes.before().get(i)),
                        RIGHT,
                        share.applyAsDouble(slopes.after().get(i))));
        double before = share.applyAsDouble(mean(slopes.before()));
        line("mean", LEFT, before, RIGHT, share.applyAsDouble(mean(slopes.after())));
        html.close("svg").element("figcaption", slopes.text()).close("figure");
    }

    private static double y(double share) {
        return BOTTOM - share * (BOTTOM - TOP);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private void line(String kind, int x1, double from, int x2, double to) {
        html.raw("<line class=\"%s\" x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\"/>"
                .formatted(kind, x1, Math.round(10 * y(from)) / 10.0, x2, Math.round(10 * y(to)) / 10.0));
    }

    private void label(int x, double y, String anchor, String text) {
        html.element("text", text, "x", Integer.toString(x), "y", Double.toString(y), "text-anchor", anchor);
    }

    private void table(Table table) {
        if (table.rows().isEmpty()) {
            return;
        }
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", table.caption())
                .open("table", "class", side(table.side()))
                .element("caption", table.caption())
                .open("thead")
                .open("tr");
        table.columns().forEach(column -> html.element("th", column, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        table.rows().forEach(this::row);
        html.close("tbody").close("table").close("div");
    }

    private void row(Row row) {
        html.open("tr").element("th", row.name(), "scope", "row").open("td");
        html.raw(Html.escape(row.cells().getFirst()));
        if (row.bar() > 0) {
            String length = Long.toString(Math.round(BAR * row.bar()));
            html.open("svg", "width", Integer.toString(BAR), "height", "8", "aria-hidden", "true", "class", "bar")
                    .raw("<rect width=\"%s\" height=\"8\"/>".formatted(length))
                    .close("svg");
        }
        html.close("td");
        row.cells().stream().skip(1).forEach(cell -> html.element("td", cell));
        html.close("tr");
    }

    private void hashes() {
        html.element("h3", words.say("debugger.hashes")).open("dl", "class", "hashes");
        ready().stream()
                .flatMap(at -> at.hashes().entrySet().stream().sorted(Map.Entry.comparingByKey()))
                .forEach(hash -> html.element("dt", hash.getKey()).element("dd", hash.getValue()));
        html.close("dl");
    }

    private void foot() {
        String reached = told.trace().reached().map(Stop::id).orElse("");
        Map<String, ?> place = Map.of(
                "run", told.run().run(),
                "seed", Long.toString(told.run().seed()),
                "step", step(),
                "stop", reached,
                "newest", reached,
                "last", Stop.RESULT.id());
        html.open("footer");
        html.element("p", words.say("debugger.provenance", place));
        if (isNormalised()) {
            html.element("p", words.say("debugger.provenance.norm"));
        }
        html.element(
                "p",
                told.checkpoint()
                        .map(checkpoint -> words.say(
                                "debugger.paper.made", Map.of("version", Build.version(), "checkpoint", checkpoint)))
                        .orElseGet(() -> words.say("debugger.paper.kept", Map.of("version", Build.version()))));
        html.close("footer");
    }

    /** Whether a layer looks at the whole batch. */
    private boolean isNormalised() {
        Stream<LayerOutput> forger =
                told.trace().at(Stop.GENERATE, Seen.Made.class).stream().flatMap(made -> made.layers().stream());
        Stream<LayerOutput> detective = told.trace().at(Stop.D_ON_FAKES, Seen.Scores.class).stream()
                .flatMap(scores -> scores.layers().stream());
        return Stream.concat(forger, detective).anyMatch(layer -> layer.kind().equals("BatchNorm"));
    }

    private static String side(Side side) {
        return side == Side.FAKE ? "fake" : "real";
    }
}
