package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Colour;
import dev.gannet.config.Fit;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Traits;
import dev.gannet.data.picture.Traits.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final ImageShape TARGET = new ImageShape(3, 64);

    private static List<String> advice(Sets set) {
        return Advice.of(set.report(), TARGET, Framing.DEFAULT);
    }

    private static Framing framing(Fit fit) {
        return new Framing(fit, Colour.BLACK, Colour.WHITE);
    }

    private static Sets plenty() {
        return new Sets(64).many(1_000);
    }

    @Test
    void where_nothing_is_wrong_nothing_is_said() {
        assertThat(advice(plenty())).isEmpty();
        assertThat(advice(plenty().bad(52, Reason.EMPTY, "0 bytes").skipped("x", "hidden")))
                .isEmpty();
    }

    @Test
    void few_pictures() {
        assertThat(advice(new Sets(64).many(312)))
                .containsExactly(
                        "312 pictures are few: the discriminator will learn them by heart; add more, or mirrored copies of"
                                + " these where left and right do not matter, or train at a smaller --size than 64.");
        assertThat(advice(new Sets(64).many(1)))
                .containsExactly(
                        "1 picture is few: the discriminator will learn them by heart; add more, or mirrored copies of"
                                + " these where left and right do not matter, or train at a smaller --size than 64.");
        assertThat(advice(new Sets(64).many(999))).hasSize(1);
    }

    @Test
    void too_many_that_cannot_be_used() {
        assertThat(advice(plenty().bad(53, Reason.EMPTY, "0 bytes")))
                .containsExactly(
                        "53 of 1,053 pictures (5.0 %) cannot be used: above 5 % training refuses without --allow-bad.");
        assertThat(advice(new Sets(64).bad(3, Reason.EMPTY, "0 bytes")))
                .containsExactly("3 pictures and none can be used: there is nothing to train on.");
    }

    @Test
    void all_the_same() {
        Traits traits = new Traits("PNG", Mode.RGB, 100, 100, 1);
        Sets set = new Sets(64);
        for (int i = 0; i < 30; i++) {
            set.good("n" + i, "", traits, 7, 7);
        }
        assertThat(advice(set))
                .containsExactly("All 30 pictures are the same: mode collapse is certain; add different ones.");
    }

    @Test
    void grey_and_colours() {
        assertThat(advice(plenty().many(200, "", Mode.GREY, 100, 100)))
                .containsExactly(
                        "200 of 1,200 pictures are grey and the rest may have colours: --channels rgb or rgba keeps the"
                                + " colours and makes some of the images grey, --channels grey trains on lightness alone.");
        assertThat(advice(new Sets(64).many(1_000, "", Mode.GREY, 100, 100)))
                .containsExactly("All pictures are grey (1,000): --channels grey is chosen by itself.");
    }

    @Test
    void transparency() {
        Sets set = plenty().many(1, "", Mode.RGBA, 100, 100);
        assertThat(advice(set))
                .containsExactly(
                        "1 of 1,001 pictures has transparent pixels or may have: they are put on the background"
                                + " colour #ffffff; --channels rgba keeps their opacity.");
        assertThat(Advice.of(set.report(), new ImageShape(4, 64), Framing.DEFAULT))
                .isEmpty();
    }

    @Test
    void small_pictures() {
        assertThat(advice(plenty().many(200, "", Mode.RGB, 50, 60)))
                .containsExactly(
                        "200 of 1,200 pictures are smaller than 64 on a side and will be enlarged: --size 48 is small enough"
                                + " for nine of ten.");
        assertThat(advice(plenty().many(200, "", Mode.RGB, 5, 5)))
                .containsExactly("200 of 1,200 pictures are smaller than 64 on a side and will be enlarged: leave the"
                        + " smallest out.");
        ImageShape wide = new ImageShape(3, 64, 96);
        Report report = new Sets(wide).many(1_000, "", Mode.RGB, 72, 60).report();
        assertThat(Advice.of(report, wide, Framing.DEFAULT))
                .containsExactly("1,000 of 1,000 pictures are smaller than 96x64 on a side and will be enlarged:"
                        + " --size 72x48 is small enough for nine of ten.");
        assertThat(advice(plenty().many(100, "", Mode.RGB, 50, 60))).isEmpty();
    }

    @Test
    void long_pictures() {
        Report report = new Sets(64).many(1_000, "", Mode.RGB, 1_000, 450).report();
        assertThat(Advice.of(report, TARGET, framing(Fit.CENTER)))
                .containsExactly(
                        "--crop center cuts off 55 % of the median picture: --pad keeps all of it between bars, --stretch"
                                + " gives up its proportions.");
        assertThat(Advice.of(report, TARGET, framing(Fit.RANDOM)))
                .containsExactly(
                        "--crop random leaves out 55 % of the median picture at a time: --pad keeps all of it between bars,"
                                + " --stretch gives up its proportions.");
        assertThat(Advice.of(report, TARGET, framing(Fit.PAD))).isEmpty();
        assertThat(Advice.of(report, TARGET, framing(Fit.STRETCH))).isEmpty();
    }

    @Test
    void copies() {
        Traits traits = new Traits("PNG", Mode.RGB, 100, 100, 1);
        assertThat(advice(plenty().good("x", "", traits, 1, 0)
                        .good("y", "", traits, 1, 0)
                        .good("z", "", traits, 2, 0)))
                .containsExactly(
                        "3 pictures are exact copies of others (2 groups): training sees those more often; keep one"
                                + " of each.");
        assertThat(advice(plenty().good("x", "", traits, 7_000, 7).good("y", "", traits, 8_000, 6)))
                .containsExactly("1 picture resembles others closely (1 group): look at them and keep one of each.");
    }

    @Test
    void suspicions() {
        assertThat(advice(plenty().many(50, "", Mode.RGB, 100, 100, Suspicion.UPSAMPLED)))
                .containsExactly(
                        "50 of 1,050 pictures seem enlarged from something smaller: such pictures teach blur; find the"
                                + " originals, or train at a smaller --size.");
        assertThat(advice(plenty().many(41, "", Mode.RGB, 100, 100, Suspicion.UPSAMPLED)))
                .isEmpty();
        assertThat(advice(plenty().many(3, "", Mode.RGB, 100, 100, Suspicion.LETTERBOXED)))
                .containsExactly(
                        "3 of 1,003 pictures have bars of one colour at two edges: the images will get them too; cut"
                                + " them off.");
        assertThat(advice(plenty().many(1, "", Mode.RGB, 100, 100, Suspicion.FLAT)))
                .containsExactly("1 of 1,001 pictures is of one colour all over: leave such pictures out.");
    }

    @Test
    void labels() {
        Sets set = new Sets(64)
                .many(1_000, "cat\u202e", Mode.RGB, 100, 100)
                .many(40, "dog", Mode.RGB, 100, 100)
                .many(500, "fox", Mode.RGB, 100, 100);
        assertThat(advice(set))
                .containsExactly(
                        "'cat\\u202e' has 1,000 pictures and 'dog' only 40 (25 to 1): the images will be mostly like"
                                + " the former; even them out.",
                        "every picture has one of 3 labels: train with --classes to tell both networks, and make pictures of"
                                + " one with 'generate --class'.");
        assertThat(advice(set.many(1, "", Mode.RGB, 100, 100)))
                .as("one picture without a label")
                .hasSize(1);
    }

    @Test
    void animations() {
        Traits moving = new Traits("GIF", Mode.RGB, 100, 100, 9);
        assertThat(advice(plenty().good("x", "", moving, 5_000, 5)))
                .containsExactly("1 file has more than one picture: only the first of each is used.");
    }
}
