package dev.gannet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.feature.Classifier;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.feature.Learning;
import dev.gannet.run.Copied;
import dev.gannet.run.Lookalikes;
import dev.gannet.run.Modes;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
    private static final Greys GREYS = new Greys(80);

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    private static HoldOut all(ImageSource source) {
        return HoldOut.of(source, 0, 1);
    }

    @Test
    void scores_are_those_of_the_reference_and_carry_all_that_makes_them_comparable() {
        Greys.Levels space = new Greys.Levels();
        Reference reference = Reference.of(GREYS, space, 40, 3);
        try (Judge judge = new Judge(all(GREYS), space, 40, 3)) {
            RunEvent.Scores scores = judge.judge(
                    500, 60, n -> Greys.brighter(Sample.of(GREYS, 80, 3).slice(0, n), 10));
            assertThat(scores.seconds()).isBetween(0.0, 60.0);
            assertThat(scores)
                    .isEqualTo(new RunEvent.Scores(
                            500,
                            scores.seconds(),
                            40,
                            3,
                            "level",
                            "0123456789ab",
                            scores.frechet(),
                            reference.floor().frechet(),
                            scores.density(),
                            scores.recall(),
                            reference.floor().prdc().recall(),
                            scores.coverage(),
                            reference.floor().prdc().coverage(),
                            scores.alike(),
                            Optional.empty(),
                            Optional.empty()));
            assertThat(scores.frechet()).isCloseTo(100, within(1e-6));
            // of 80 greys one level apart, half of them: the nearest are one or two levels apart, and nearer is none
            assertThat(scores.alike()).isEqualTo(new Lookalikes(40, 0, 0));
            Lookalikes same = judge.judge(600, 70, n -> new Pictures(Greys.SHAPE, new byte[n * Greys.SHAPE.bytes()]))
                    .alike();
            assertThat(same).isEqualTo(new Lookalikes(40, 40 * 39 / 2, 0));
        }
        assertThat(space.closed).isTrue();
    }

    @Test
    void scores_are_a_line_of_a_log() {
        RunEvent scores = new RunEvent.Scores(
                500,
                1.5,
                40,
                3,
                "cls",
                "0123456789ab",
                12.5,
                0.5,
                0.9,
                0.625,
                0.875,
                0.75,
                0.96875,
                new Lookalikes(40, 3, 1),
                Optional.of(new Modes(0.25, List.of("boot", "bag"))),
                Optional.of(new Copied(0.125, 0.01, 0.5)));
        String line = "{\"event\":\"scores\",\"step\":500,\"seconds\":1.5,\"n\":40,\"seed\":3,\"features\":\"cls\","
                + "\"hash\":\"0123456789ab\",\"frechet\":12.5,\"frechetFloor\":0.5,\"density\":0.9,\"recall\":0.625,"
                + "\"recallFloor\":0.875,\"coverage\":0.75,\"coverageFloor\":0.96875,"
                + "\"alike\":{\"pictures\":40,\"made\":3,\"real\":1},"
                + "\"modes\":{\"divergence\":0.25,\"missing\":[\"boot\",\"bag\"]},"
                + "\"copied\":{\"share\":0.125,\"expected\":0.01,\"chance\":0.5}}";
        assertThat(new Json().line(scores)).isEqualTo(line);
        assertThat(new Json().read(line, RunEvent.class, "line")).isEqualTo(scores);
    }

    @Test
    void a_class_that_nothing_looks_like_is_missing(@TempDir Path folder) throws InterruptedException {
        Learning learning = new Learning(Cache.at(folder, Cache.Pictures.FILES), 1, 20_000, progress -> {});
        Greys greys = new Greys(200); // levels below 100 are dark, the others light
        FeatureSpace space = Classifier.of(greys, greys.labels().orElseThrow(), learning);
        try (Judge judge = new Judge(all(greys), space, 100, 1)) {
            Pictures both = Sample.of(greys, 100, 9).pictures();
            Modes modes = judge.judge(1, 1, n -> both).modes().orElseThrow();
            assertThat(modes.missing()).isEmpty();
            assertThat(modes.divergence()).isLessThan(0.1);
            Pictures black = new Pictures(Greys.SHAPE, new byte[100 * Greys.SHAPE.bytes()]);
            Modes one = judge.judge(1, 1, n -> black).modes().orElseThrow();
            assertThat(one.missing()).containsExactly("light");
            assertThat(one.divergence()).isBetween(0.5, 1.0); // ln 2 if both halves are as many
        }
    }

    @Test
    void copies_of_images_that_were_trained_on_are_told_from_others() {
        Noise noise = new Noise(300);
        HoldOut parts = HoldOut.of(noise, 100, 5);
        try (Judge judge = new Judge(parts, new Greys.Levels(), 100, 1)) {
            Pictures trained = Sample.of(parts.training(), 200, 1).slice(0, 100); // those that are compared with
            Copied copied = judge.judge(1, 1, n -> trained).copied().orElseThrow();
            assertThat(copied.share()).isEqualTo(1);
            assertThat(copied.chance()).isLessThan(1e-6);
            Pictures others = Sample.of(parts.heldOut(), 100, 9).pictures();
            Copied same = judge.judge(1, 1, n -> others).copied().orElseThrow();
            assertThat(same.share()).isLessThan(0.02);
            assertThat(same.chance()).isGreaterThan(0.1);
        }
        try (Judge judge = new Judge(all(noise), new Greys.Levels(), 100, 1)) {
            assertThat(judge.judge(1, 1, n -> Sample.of(noise, n, 1).pictures()).copied())
                    .isEmpty();
        }
    }

    /** Pictures that have nothing in common. */
    private record Noise(int count) implements ImageSource {
        @Override
        public ImageShape shape() {
            return Greys.SHAPE;
        }

        @Override
        public void read(int index, long draw, byte[] target, int offset) {
            byte[] pixels = new byte[Greys.SHAPE.bytes()];
            new SplittableRandom(index).nextBytes(pixels);
            System.arraycopy(pixels, 0, target, offset, pixels.length);
        }

        @Override
        public String name(int index) {
            return "noise " + index;
        }

        @Override
        public String describe() {
            return "noise";
        }

        @Override
        public String fingerprint() {
            return "noise";
        }
    }

    @Test
    void a_feature_space_is_closed_though_there_are_too_few_images() {
        Greys.Levels space = new Greys.Levels();
        assertThatThrownBy(() -> new Judge(all(new Greys(19)), space, 9, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("19 greys: two sets of real images are compared; expected at least 20 images");
        assertThat(space.closed).isTrue();
    }

    @Test
    void evaluations_take_no_more_than_their_share() {
        Allowance allowance = new Allowance(0.03, 3);
        assertThat(allowance.due(99.9)).isFalse();
        assertThat(allowance.due(100)).isTrue();
        allowance.spent(100, 0.6);
        assertThat(allowance.due(119.9)).isFalse();
        assertThat(allowance.due(120)).isTrue();
        double trained = 0;
        double spent = 0;
        Allowance other = new Allowance(Allowance.SHARE, 1);
        for (int step = 1; step <= 100_000; step++) {
            trained += 0.1;
            if (other.due(trained)) {
                double cost = 0.2 + step % 7 * 0.1;
                other.spent(trained, cost);
                spent += cost;
            }
        }
        assertThat(spent / trained).isBetween(0.025, 0.0301);
    }
}
