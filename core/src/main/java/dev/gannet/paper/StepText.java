package dev.gannet.paper;

import dev.gannet.data.scan.Visible;
import dev.gannet.paper.Scene.Card;
import dev.gannet.paper.Scene.Gallery;
import dev.gannet.paper.Scene.Picture;
import dev.gannet.paper.Scene.Table;
import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A step for a terminal: lines of text, stop by stop. */
public final class StepText {
    private static final int COLUMNS = 80;
    private static final int SMALL = 16; // columns of one of several pictures
    private static final int GAP = 2;
    private static final int ROWS = 2; // of pictures

    private final Told told;
    private final Words words;
    private final Blocks blocks;
    private final List<String> lines = new ArrayList<>();

    private StepText(Told told, Words words, boolean colour) {
        this.told = told;
        this.words = words;
        this.blocks = new Blocks(colour);
    }

    /**
     * The lines of every stop.
     *
     * @param colour whether the terminal knows 24-bit colours; without, pictures are shades by letters
     */
    public static List<List<String>> of(Told told, Words words, boolean colour) {
        return Scenes.of(told.trace(), words).stream()
                .map(scene -> new StepText(told, words, colour).scene(scene))
                .toList();
    }

    /** What to press. */
    public static String prompt(Words words) {
        return words.say("debugger.paper.prompt");
    }

    private List<String> scene(Scene scene) {
        if (scene.stop() == Stop.READY) {
            about();
        }
        heading("%s  %s".formatted(scene.stop().id(), scene.title()));
        text(scene.lecture());
        lines.add("");
        scene.said().forEach(this::text);
        Scene.Shown shown = scene.shown();
        part(shown.notes().stream()
                .flatMap(note -> Columns.wrap(note, COLUMNS - GAP).stream())
                .map(line -> " ".repeat(GAP) + line)
                .toList());
        shown.galleries().forEach(this::gallery);
        part(shown.slopes().stream().map(Scene.Slopes::text).toList());
        shown.tables().stream().filter(table -> !table.rows().isEmpty()).forEach(this::table);
        return List.copyOf(lines);
    }

    private void about() {
        Map<String, ?> slots = Map.of(
                "run", Visible.show(told.run().run()),
                "images", told.run().images(),
                "data", told.run().data(),
                "epoch",
                        words.fixed(
                                told.trace()
                                        .at(Stop.READY, Seen.Ready.class)
                                        .map(Seen.Ready::epoch)
                                        .orElse(0.0),
                                1));
        text(words.say("debugger.about", slots));
        lines.add("");
    }

    private void heading(String title) {
        lines.add(title);
        lines.add("─".repeat(Math.min(COLUMNS, Columns.width(title))));
    }

    private void text(String text) {
        lines.addAll(Columns.wrap(text, COLUMNS));
    }

    /** Lines with an empty one before them, if there are any. */
    private void part(List<String> more) {
        if (!more.isEmpty()) {
            lines.add("");
            lines.addAll(more);
        }
    }

    /** As many images as have room with their pictures, the others with their numbers alone. */
    private void gallery(Gallery gallery) {
        List<Picture> kinds = gallery.pictures();
        int columns = gallery.cards().size() == 1 ? COLUMNS : SMALL;
        int scale = Math.ceilDiv(kinds.getFirst().strip().width(), columns);
        int width = Math.ceilDiv(kinds.getFirst().strip().width(), scale);
        List<List<BufferedImage>> pictures =
                kinds.stream().map(kind -> Tiles.of(kind.strip())).toList();
        List<Cell> cells = IntStream.range(0, gallery.cards().size())
                .mapToObj(i -> new Cell(
                        beside(IntStream.range(0, kinds.size())
                                .mapToObj(k -> blocks.of(
                                        pictures.get(k).get(i),
                                        scale,
                                        kinds.get(k).signed()))
                                .toList()),
                        gallery.cards().get(i),
                        kinds.size() * (width + 1) - 1))
                .toList();
        part(Stream.of(gallery.title()).filter(title -> !title.isEmpty()).toList());
        if (!blocks.colour() && kinds.stream().anyMatch(Picture::signed)) {
            part(List.of(words.say("debugger.paper.signs")));
        }
        int across = cells.stream().mapToInt(Cell::columns).max().orElse(1) + GAP;
        int inRow = Math.max(1, (COLUMNS + GAP) / across);
        int shown = Math.min(ROWS * inRow, cells.size());
        for (int from = 0; from < shown; from += inRow) {
            row(cells.subList(from, Math.min(from + inRow, shown)), across);
        }
        part(Columns.aligned(cells.stream()
                .skip(shown)
                .filter(cell -> !cell.card().lines().isEmpty())
                .map(Cell::words)
                .toList()));
    }

    /**
     * An image in the terminal.
     *
     * @param picture its lines
     * @param wide columns of a line of it
     */
    private record Cell(List<String> picture, Card card, int wide) {
        List<String> words() {
            return Stream.concat(Stream.of(card.label()), card.lines().stream())
                    .map(Visible::show)
                    .toList();
        }

        int columns() {
            return words().stream().mapToInt(Columns::width).reduce(wide, Math::max);
        }
    }

    private static List<String> beside(List<List<String>> pictures) {
        return IntStream.range(0, pictures.getFirst().size())
                .mapToObj(line -> String.join(
                        " ", pictures.stream().map(picture -> picture.get(line)).toList()))
                .toList();
    }

    private void row(List<Cell> cells, int across) {
        lines.add("");
        for (int i = 0; i < cells.getFirst().picture().size(); i++) {
            int line = i;
            lines.add(joined(cells.stream()
                    .map(cell -> cell.picture().get(line) + " ".repeat(across - cell.wide()))
                    .toList()));
        }
        int most = cells.stream().mapToInt(cell -> cell.words().size()).max().orElse(0);
        for (int i = 0; i < most; i++) {
            int line = i;
            lines.add(joined(cells.stream()
                    .map(cell -> Columns.padded(
                            line < cell.words().size() ? cell.words().get(line) : "", across))
                    .toList()));
        }
    }

    private static String joined(List<String> parts) {
        return String.join("", parts).stripTrailing();
    }

    private void table(Table table) {
        part(List.of(table.caption()));
        lines.addAll(Columns.aligned(Stream.concat(
                        Stream.of(table.columns()),
                        table.rows().stream()
                                .map(row -> Stream.concat(Stream.of(row.name()), row.cells().stream())
                                        .toList()))
                .toList()));
    }
}
