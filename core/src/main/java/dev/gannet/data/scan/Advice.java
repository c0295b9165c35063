package dev.gannet.data.scan;

import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** What to do about a data set before it is trained on: a sentence each, with the number behind it. */
public final class Advice {
    private static final int FEW = 1_000;
    /** A few of the enlarged ones are always wrong: one in fifty photos is merely soft. */
    private static final double MANY_ENLARGED = 0.04;

    private static final double MANY_SMALL = 0.1;
    private static final double MANY_BAD = 0.05;
    private static final double MUCH_LOST = 0.3;
    private static final double UNBALANCED = 10;
    private static final int MANY_LABELS = 1_000; // more than networks can be told
    private static final int SIZE_STEP = 8;

    private final Report report;
    private final ImageShape target;
    private final Framing framing;
    private final int accepted;
    private final List<String> sentences = new ArrayList<>();

    private Advice(Report report, ImageShape target, Framing framing) {
        this.report = report;
        this.target = target;
        this.framing = framing;
        this.accepted = report.counts().accepted();
    }

    /** The sentences, those about the worst first; none where there is nothing to mend. */
    public static List<String> of(Report report, ImageShape target, Framing framing) {
        Advice advice = new Advice(report, target, framing);
        advice.rejected();
        if (advice.accepted > 0) {
            advice.amount();
            advice.colours();
            advice.sizes();
            advice.copies();
            advice.suspicions();
            advice.labels();
            advice.animated();
        }
        return List.copyOf(advice.sentences);
    }

    private void say(String sentence, Object... values) {
        sentences.add(sentence.formatted(values));
    }

    /** 3 of 4 pictures are. */
    private String part(int count, String one, String several) {
        return "%s of %s %s"
                .formatted(
                        Words.number(count), Words.some(accepted, "picture", "pictures"), count == 1 ? one : several);
    }

    private void rejected() {
        int rejected = report.counts().rejected();
        int all = accepted + rejected;
        if (accepted == 0) {
            say("%s and none can be used: there is nothing to train on.", Words.some(all, "picture", "pictures"));
        } else if (rejected > MANY_BAD * all) {
            say(
                    "%s of %s pictures (%s) cannot be used: above 5 %% training refuses without --allow-bad.",
                    Words.number(rejected), Words.number(all), Words.percent((double) rejected / all));
        }
    }

    private void amount() {
        if (report.allTheSame()) {
            say("All %s pictures are the same: mode collapse is certain; add different ones.", Words.number(accepted));
        } else if (accepted < FEW) {
            say(
                    "%s few: the discriminator will learn them by heart; add more, or mirrored copies of these where left"
                            + " and right do not matter, or train at a smaller --size than %s.",
                    Words.some(accepted, "picture is", "pictures are"), target.size());
        }
    }

    private void colours() {
        int grey = report.inModes(List.of("grey", "grey-alpha"));
        if (grey == accepted) {
            say("All pictures are grey (%s): --channels grey is chosen by itself.", Words.number(grey));
        } else if (grey > 0) {
            say(
                    "%s grey and the rest may have colours: --channels rgb or rgba keeps the colours and makes some of the"
                            + " images grey, --channels grey trains on lightness alone.",
                    part(grey, "is", "are"));
        }
        int transparent = report.inModes(List.of("grey-alpha", "rgba", "palette-alpha"));
        if (transparent > 0 && target.channels() != 4) {
            say(
                    "%s transparent pixels or may have: they are put on the background colour %s; --channels rgba keeps"
                            + " their opacity.",
                    part(transparent, "has", "have"), framing.background());
        }
    }

    private void sizes() {
        int smaller = report.sizes().smaller();
        if (smaller > MANY_SMALL * accepted) {
            say(
                    "%s smaller than %s on a side and will be enlarged: %s.",
                    part(smaller, "is", "are"), target.size(), smallerSize());
        }
        double lost = report.shapes().lost();
        if (lost > MUCH_LOST) {
            switch (framing.fit()) {
                case CENTER ->
                    say(
                            "--crop center cuts off %s of the median picture: --pad keeps all of it between bars, --stretch"
                                    + " gives up its proportions.",
                            Words.percent(lost));
                case RANDOM ->
                    say(
                            "--crop random leaves out %s of the median picture at a time: --pad keeps all of it between bars,"
                                    + " --stretch gives up its proportions.",
                            Words.percent(lost));
                case PAD, STRETCH -> {}
            }
        }
    }

    private String smallerSize() {
        double enough = report.sizes().enough();
        int width = (int) (enough * target.width()) / SIZE_STEP * SIZE_STEP;
        int height = (int) (enough * target.height()) / SIZE_STEP * SIZE_STEP;
        if (Math.min(width, height) < SIZE_STEP) {
            return "leave the smallest out";
        }
        return "--size %s is small enough for nine of ten".formatted(new ImageShape(1, height, width).size());
    }

    private void copies() {
        Report.Repeats exact = report.exact();
        if (exact.superfluous() > 0 && !report.allTheSame()) {
            say(
                    "%s of others (%s): training sees those more often; keep one of each.",
                    Words.some(exact.superfluous(), "picture is an exact copy", "pictures are exact copies"),
                    Words.some(exact.groups(), "group", "groups"));
        }
        Report.Repeats near = report.near();
        if (near.superfluous() > 0) {
            say(
                    "%s others closely (%s): look at them and keep one of each.",
                    Words.some(near.superfluous(), "picture resembles", "pictures resemble"),
                    Words.some(near.groups(), "group", "groups"));
        }
    }

    private int suspected(String name) {
        return report.suspicions()
                .getOrDefault(name, new Report.Named(0, List.of()))
                .count();
    }

    private void suspicions() {
        int enlarged = suspected("upsampled");
        if (enlarged > MANY_ENLARGED * accepted) {
            say(
                    "%s enlarged from something smaller: such pictures teach blur; find the originals, or train at a smaller"
                            + " --size.",
                    part(enlarged, "seems", "seem"));
        }
        int bars = suspected("letterboxed");
        if (bars > 0) {
            say(
                    "%s bars of one colour at two edges: the images will get them too; cut them off.",
                    part(bars, "has", "have"));
        }
        int flat = suspected("flat");
        if (flat > 0) {
            say("%s of one colour all over: leave such pictures out.", part(flat, "is", "are"));
        }
    }

    private void labels() {
        Report.Labels labels = report.labels();
        if (labels.balance() >= UNBALANCED) {
            Report.Label largest = labels.shown().getFirst();
            say(
                    "'%s' has %s and '%s' only %s (%s to 1): the images will be mostly like the former; even them out.",
                    Visible.show(largest.name()),
                    Words.some(largest.count(), "picture", "pictures"),
                    Visible.show(labels.smallest().name()),
                    Words.number(labels.smallest().count()),
                    Words.number(Math.round(labels.balance())));
        }
        if (labels.without() == 0 && labels.different() > 1 && labels.different() <= MANY_LABELS) {
            say(
                    "every picture has one of %s labels: train with --classes to tell both networks, and make pictures of"
                            + " one with 'generate --class'.",
                    Words.number(labels.different()));
        }
    }

    private void animated() {
        int count = report.animated().count();
        if (count > 0) {
            say(
                    "%s more than one picture: only the first of each is used.",
                    Words.some(count, "file has", "files have"));
        }
    }
}
