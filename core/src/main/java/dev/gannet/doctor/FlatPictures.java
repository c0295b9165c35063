package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A2: made pictures without contrast, with most of their numbers at the ends of the range although the real ones' are not, or of
 * another tint than these.
 */
record FlatPictures() implements Rule {
    private static final long FROM = 200; // at first, all pictures are grey
    private static final double MOST = 0.5; // DOCTOR A2
    /** Beyond what real pictures have: drawings and digits are black and white by nature. By experiment. */
    private static final double MORE_THAN_REAL = 0.2;
    /** Of a colour on average, in [-1, 1]: DOCTOR's 0.15 of white. Small networks that are well come down to it by step 200. */
    private static final double TINTED = 0.3;

    private static final List<String> COLOURS = List.of("red", "green", "blue", "opacity");

    @Override
    public String id() {
        return "A2";
    }

    @Override
    public String title() {
        return "flat, clipped or tinted pictures";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        if (gallery.flat() > MOST) {
            return new Sight.Ill(
                    Severity.WARNING,
                    "%s of the made pictures are of one colour.".formatted(Words.percent(gallery.flat())),
                    "G makes nothing to be seen, and D needs no more than that to know it.",
                    "Try %s.".formatted(Words.lr(course, 0.5)));
        }
        if (gallery.clipped() > MOST && gallery.clipped() > gallery.realClipped() + MORE_THAN_REAL) {
            return new Sight.Ill(
                    Severity.WARNING,
                    "%s of the made pictures' numbers are at the ends of the range; of real ones' it is %s."
                            .formatted(Words.percent(gallery.clipped()), Words.percent(gallery.realClipped())),
                    "tanh is flat there: no gradient comes back through those pixels.",
                    "Try %s.".formatted(Words.lr(course, 0.5)));
        }
        return tinted(course, gallery.tint());
    }

    private static Sight tinted(Course course, List<Double> tint) {
        int most = IntStream.range(0, tint.size())
                .boxed()
                .max(Comparator.comparingDouble(channel -> Math.abs(tint.get(channel))))
                .orElseThrow();
        double off = tint.get(most);
        if (Math.abs(off) < TINTED || course.grids().losesTint()) {
            return Sight.WELL;
        }
        String what = tint.size() == 1
                ? off > 0
                        ? "On average, made pictures are %s brighter than real ones; from black to white is 2."
                        : "On average, made pictures are %s darker than real ones; from black to white is 2."
                : off > 0
                        ? "On average, made pictures have %s more %s than real ones; from none to all is 2."
                        : "On average, made pictures have %s less %s than real ones; from none to all is 2.";
        return new Sight.Ill(
                Severity.WARNING,
                what.formatted(Words.number(Math.abs(off)), COLOURS.get(most)),
                "D needs to see no more than that to know them; until it is gone, nothing finer is learned.",
                "Try %s.".formatted(Words.lr(course, 0.5)));
    }
}
