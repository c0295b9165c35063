package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * C6: a G that makes few pictures, and others than a hundred steps ago: D learns one kind, and G moves on to the next. The
 * mean of the fixed noise's pictures, brought to four by four pixels, is what moves; pixels stand in for features.
 */
record Rotation() implements Rule {
    private static final long FROM = 300; // after a hundred steps in which there are pictures at all
    private static final double ALIKE = 0.6; // DOCTOR C6, by experiment
    /** Less is hardly seen, in [-1, 1]. By experiment. */
    private static final double SEEN = 0.05;

    @Override
    public String id() {
        return "C6";
    }

    @Override
    public String title() {
        return "few pictures, and always others";
    }

    @Override
    public Sight look(Course course) {
        var moved = course.grids().moved();
        if (course.vitals().gallery().isEmpty() || course.step() < FROM || moved.isEmpty()) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        double way = moved.getAsDouble();
        return way > SEEN && way > gallery.spread() && gallery.spread() < ALIKE * gallery.realSpread()
                ? new Sight.Ill(
                        Severity.WARNING,
                        "The mean picture has moved by %s since a hundred steps ago or so; two made pictures are %s apart, two real ones %s."
                                .formatted(
                                        Words.number(way),
                                        Words.number(gallery.spread()),
                                        Words.number(gallery.realSpread())),
                        "G makes one kind of picture until D knows it, then the next: nothing adds up.",
                        "Try %s, or --loss wasserstein-gp.".formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
