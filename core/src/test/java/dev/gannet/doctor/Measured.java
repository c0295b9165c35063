package dev.gannet.doctor;

import dev.gannet.run.Copied;
import dev.gannet.run.Hearing;
import dev.gannet.run.Lookalikes;
import dev.gannet.run.Modes;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Histogram;
import dev.gannet.run.RunEvent.Range;
import dev.gannet.run.RunEvent.Scores;
import dev.gannet.run.RunEvent.Vitals;
import dev.gannet.run.RunEvent.Weights;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of a training in which all is well, but for what a test makes of them. */
public final class Measured {
    private Measured() {}

    /** A tick with this verdict on made images. */
    public static RunEvent.Tick tick(long step, double fake) {
        return new RunEvent.Tick(step, 0, 0, 0, 0, 1 + step * 1e-3, 1, .7, .75, fake, fake - .05, fake);
    }

    /** A measured step; {@code isolated} is what X1 asks for. */
    public static Vitals vitals(long step, boolean isolated) {
        return vitals(step, isolated, new Range(-1, 1), 1);
    }

    /** A measured step with real images in a range, and G's gradient of some norm. */
    public static Vitals vitals(long step, boolean isolated, Range real, double gradientG) {
        Histogram histogram = new Histogram(0, 1, List.of(8));
        Weights weights = new Weights(1, 1e-3, List.of("a.weight"), List.of(1.0), List.of(1.0), List.of(1e-3));
        Weights g = new Weights(gradientG, 1e-3, List.of("b.weight"), List.of(gradientG), List.of(1.0), List.of(1e-3));
        return new Vitals(
                step,
                histogram,
                histogram,
                .8,
                .8,
                .1,
                1,
                .7,
                1,
                weights,
                g,
                real,
                new Range(-1, 1),
                Optional.of(1.0),
                isolated,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A measured step with pictures so far apart, two real ones 0.6, whose mean is of one grey. */
    static Vitals gallery(long step, double spread, double mean) {
        return gallery(step, spread, mean, List.of(0.0, 0.0, 0.0));
    }

    /** The same, with so much more red, green and blue than real ones have. */
    static Vitals tinted(long step, List<Double> tint) {
        return gallery(step, .6, 0, tint);
    }

    /** The same of pictures that are so far apart, and so alike in structure; two real ones 0.1. */
    static Vitals alike(long step, double spread, double alike) {
        return gallery(step, spread, alike, 0, List.of(0.0, 0.0, 0.0));
    }

    private static Vitals gallery(long step, double spread, double mean, List<Double> tint) {
        return gallery(step, spread, spread < .6 ? .5 : .1, mean, tint);
    }

    private static Vitals gallery(long step, double spread, double alike, double mean, List<Double> tint) {
        Gallery gallery = new Gallery(
                spread, .6, alike, .1, List.of(3, 5), 0, 0, 0, 1, 0, .1, .1, 0, Collections.nCopies(48, mean), tint);
        return with(vitals(step, true), Optional.of(gallery), Optional.empty());
    }

    /** A measured step in which D was asked. */
    static Vitals hearing(long step, Hearing hearing) {
        return with(vitals(step, true), Optional.empty(), Optional.of(hearing));
    }

    private static Vitals with(Vitals vitals, Optional<Gallery> gallery, Optional<Hearing> hearing) {
        return with(vitals, gallery, hearing, Optional.empty(), Optional.empty());
    }

    /** A measured step with a penalty. */
    static Vitals penalised(long step, double penalty) {
        return with(vitals(step, true), Optional.empty(), Optional.empty(), Optional.of(penalty), Optional.empty());
    }

    /** A measured step in which D's last weight and G's first have these largest singular values. */
    static Vitals stretched(long step, double d, double g) {
        Map<String, Double> stretch = Map.of("D score.weight", d, "G 4x4.project.weight", g);
        return with(vitals(step, true), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(stretch));
    }

    private static Vitals with(
            Vitals vitals,
            Optional<Gallery> gallery,
            Optional<Hearing> hearing,
            Optional<Double> penalty,
            Optional<Map<String, Double>> stretch) {
        return new Vitals(
                vitals.step(),
                vitals.real(),
                vitals.fake(),
                vitals.realAccuracy(),
                vitals.fakeAccuracy(),
                vitals.fooled(),
                vitals.logitSize(),
                vitals.factor(),
                vitals.slope(),
                vitals.d(),
                vitals.g(),
                vitals.realRange(),
                vitals.fakeRange(),
                vitals.gain(),
                vitals.isolated(),
                gallery,
                hearing,
                penalty,
                stretch);
    }

    /** Scores of a thousand pictures in which all is well, but for what a test makes of them. */
    public static Scores scores(long step, double frechet, double coverage) {
        return scores(step, frechet, coverage, new Lookalikes(500, 5, 5), Optional.empty(), Optional.empty());
    }

    static Scores alike(long step, Lookalikes alike) {
        return scores(step, 9, .9, alike, Optional.empty(), Optional.empty());
    }

    static Scores modes(long step, Modes modes) {
        return scores(step, 9, .9, new Lookalikes(500, 5, 5), Optional.of(modes), Optional.empty());
    }

    static Scores copied(long step, Copied copied) {
        return scores(step, 9, .9, new Lookalikes(500, 5, 5), Optional.empty(), Optional.of(copied));
    }

    private static Scores scores(
            long step,
            double frechet,
            double coverage,
            Lookalikes alike,
            Optional<Modes> modes,
            Optional<Copied> copied) {
        return new Scores(step, 1, 1000, 1, "rf", "0123", frechet, 1, 1, .5, .6, coverage, .97, alike, modes, copied);
    }
}
