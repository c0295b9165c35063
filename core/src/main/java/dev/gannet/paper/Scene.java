package dev.gannet.paper;

import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.util.List;

/**
 * One stop of a step in words, numbers and pictures; how it looks is for others to say.
 *
 * @param title of the stop
 * @param lecture what the lecture says about it
 * @param said sentences that are true of its numbers
 * @param shown its numbers and pictures
 */
record Scene(Stop stop, String title, String lecture, List<String> said, Shown shown) {
    /** Whose images or weights something is about. */
    enum Side {
        FAKE,
        REAL
    }

    /**
     * What a stop shows.
     *
     * @param notes single numbers, with their names
     */
    record Shown(List<String> notes, List<Gallery> galleries, List<Slopes> slopes, List<Table> tables) {
        static Shown of(String... notes) {
            return new Shown(List.of(notes), List.of(), List.of(), List.of());
        }

        Shown galleries(Gallery... all) {
            return new Shown(notes, List.of(all), slopes, tables);
        }

        Shown slopes(Slopes... all) {
            return new Shown(notes, galleries, List.of(all), tables);
        }

        Shown tables(Table... all) {
            return new Shown(notes, galleries, slopes, List.of(all));
        }
    }

    /**
     * Pictures with what is known about each.
     *
     * @param pictures one or more of each image, beside each other
     * @param cards one for each image, in the order of the strips
     */
    record Gallery(String title, Side side, List<Picture> pictures, List<Card> cards) {}

    /**
     * Some pictures.
     *
     * @param what they are, if they are not simply the images; may be empty
     * @param signed whether blue stands for less and orange for more, and transparent for nothing
     */
    record Picture(Strip strip, String what, boolean signed) {
        static Picture of(Strip strip, String what) {
            return new Picture(strip, what, false);
        }
    }

    /**
     * One image.
     *
     * @param label its name on the page
     * @param lines what is known about it
     */
    record Card(String label, List<String> lines) {}

    /**
     * D's verdicts before and after a change.
     *
     * @param text the same in words
     * @param scale what is below, in the middle and above: 0 to 1 for probabilities, for scores as far as they go
     */
    record Slopes(String text, Side side, List<Double> before, List<Double> after, List<Mark> scale) {}

    /**
     * A value on a scale.
     *
     * @param label as people read it
     */
    record Mark(double value, String label) {}

    /**
     * Numbers.
     *
     * @param columns of which the first is that of the rows' names
     */
    record Table(String caption, Side side, List<String> columns, List<Row> rows) {}

    /**
     * A line of numbers.
     *
     * @param bar length of a bar beside them, 0 to 1, where 0 is none
     */
    record Row(String name, List<String> cells, double bar) {}
}
