package dev.gannet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Measure.Better;
import dev.gannet.feature.FeatureChoice;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.feature.FeatureSpaces;
import dev.gannet.feature.Learning;
import dev.gannet.metric.Copies;
import dev.gannet.metric.Features;
import dev.gannet.metric.KernelDistance;
import dev.gannet.metric.MsSsim;
import dev.gannet.metric.Nearest;
import dev.gannet.metric.PatchWasserstein;
import dev.gannet.metric.SlicedWasserstein;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures of one level each, of which everything can be computed by hand. */
class EvaluationTest {
    private static final Greys GREYS = new Greys(80);
    private static final Greys.Levels LEVELS = new Greys.Levels();

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    private static Report report(Reference reference, Pictures made) {
        return new Evaluation(reference, Optional.empty()).of("made", "real", made);
    }

    private static Measure measure(Report report, String name) {
        return report.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int[] levels(Pictures pictures) {
        return IntStream.range(0, pictures.count())
                .map(i -> pictures.pixels()[i * Greys.SHAPE.bytes()] & 0xff)
                .toArray();
    }

    /** Of two normal distributions on a line: the squares of the differences of means and of deviations. */
    private static double frechet(int[] one, int[] other) {
        return Math.pow(mean(one) - mean(other), 2) + Math.pow(deviation(one) - deviation(other), 2);
    }

    private static double mean(int[] levels) {
        return Arrays.stream(levels).average().orElseThrow();
    }

    private static double deviation(int[] levels) {
        double mean = mean(levels);
        return Math.sqrt(
                Arrays.stream(levels).mapToDouble(x -> (x - mean) * (x - mean)).sum() / (levels.length - 1));
    }

    @Test
    void the_two_halves_share_no_image_and_follow_from_the_seed() {
        Reference reference = Reference.of(GREYS, LEVELS, 40, 1);
        int[] first = levels(reference.firstPictures());
        int[] second = levels(reference.secondPictures());
        Set<Integer> all = new TreeSet<>();
        IntStream.concat(Arrays.stream(first), Arrays.stream(second)).forEach(all::add);
        assertThat(all).hasSize(80);
        assertThat(levels(Reference.of(GREYS, LEVELS, 40, 1).firstPictures())).isEqualTo(first);
        assertThat(levels(Reference.of(GREYS, LEVELS, 40, 2).firstPictures())).isNotEqualTo(first);
    }

    @Test
    void an_image_that_cannot_be_read_any_more_gives_its_place_to_another() {
        Sample sample = Sample.of(new Greys(80, 7), 79, 1);
        assertThat(Arrays.stream(sample.numbers()).distinct()).hasSize(79).doesNotContain(7);
        assertThat(levels(sample.pictures())).isEqualTo(sample.numbers());
        assertThatThrownBy(() -> Sample.of(new Greys(80, 7), 80, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("80 greys: fewer than 80 images can be read; compare fewer with --n");
    }

    @Test
    void a_number_of_pictures_that_is_not_there_twice_is_refused() {
        assertThatThrownBy(() -> Reference.of(GREYS, LEVELS, 41, 1))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "--n is 41; expected 10 to 40: of 80 real images, half are compared with the made ones, half"
                                + " with the other half");
        assertThat(Reference.usual(GREYS)).isEqualTo(40);
        assertThat(Reference.usual(new Greys(20_000))).isEqualTo(5_000);
        assertThat(Judge.usual(new Greys(20_000))).isEqualTo(1_000);
    }

    @Test
    void pictures_that_are_brighter_by_ten_are_off_by_ten_and_their_distance_is_a_hundred() {
        Reference reference = Reference.of(GREYS, LEVELS, 40, 1);
        int[] first = levels(reference.firstPictures());
        int[] second = levels(reference.secondPictures());
        Report report = report(reference, Greys.brighter(reference.firstPictures(), 10));
        Measure distance = measure(report, "FD[level]");
        assertThat(distance.value()).isCloseTo(100, within(1e-6));
        assertThat(distance.floor()).isCloseTo(frechet(first, second), within(1e-6));
        assertThat(distance.ratio().orElseThrow()).isCloseTo(100 / frechet(first, second), within(1e-3));
        Measure mean = measure(report, "grey mean");
        assertThat(mean.value()).isCloseTo(10, within(1e-9));
        assertThat(mean.floor()).isCloseTo(Math.abs(mean(first) - mean(second)), within(1e-9));
        assertThat(measure(report, "grey contrast").value()).isCloseTo(0, within(1e-9));
        assertThat(report.measures())
                .extracting(Measure::name)
                .containsExactly(
                        "FD[level]",
                        "FD∞[level]",
                        "MMD[level]",
                        "precision[level]",
                        "recall[level]",
                        "density[level]",
                        "coverage[level]",
                        "SWD 16 px",
                        "SWD whole",
                        "grey mean",
                        "grey contrast",
                        "brightness",
                        "colours",
                        "MS-SSIM",
                        "near copies");
        double same = Arrays.stream(first)
                        .filter(level -> Arrays.stream(first).anyMatch(other -> other == level + 10))
                        .count()
                / 40.0;
        assertThat(measure(report, "near copies").value())
                .as("real ones are at least one level apart")
                .isEqualTo(same);
    }

    @Test
    void the_training_images_themselves_get_the_best_numbers_and_are_told_as_copies() {
        Reference reference = Reference.of(GREYS, LEVELS, 40, 1);
        Report report = report(reference, reference.firstPictures());
        assertThat(measure(report, "FD[level]").value()).isCloseTo(0, within(1e-6));
        assertThat(measure(report, "coverage[level]"))
                .extracting(Measure::value, Measure::better)
                .containsExactly(1.0, Better.HIGHER);
        assertThat(measure(report, "MS-SSIM").ratio()).contains(1.0);
        assertThat(report.memory().copies().share()).isEqualTo(1);
        assertThat(report.memory().against())
                .isEqualTo(
                        "the second half, which was trained on as well: real images that are nearly the same hide copies");
        assertThat(report.notes())
                .containsExactly(
                        "100.0 % of the made pictures lie nearer to a training image than 2.4 % of real ones do: some"
                                + " may be copies; --sheet shows them");
        Report better = new Evaluation(reference, Optional.of(reference.secondPictures()))
                .of("made", "real", reference.firstPictures());
        assertThat(better.memory().against()).isEqualTo("held-out images");
    }

    @Test
    void few_pictures_for_many_features_are_noted() throws InterruptedException {
        try (Cache cache = Cache.temporary(Cache.Pictures.MEMORY);
                FeatureSpace space = FeatureSpaces.of(
                        new FeatureChoice.OwnLabels(), new Greys(200), new Learning(cache, 1, 20_000, _ -> {}))) {
            Reference reference = Reference.of(new Greys(200), space, 50, 1);
            Report report = report(reference, reference.secondPictures());
            assertThat(report.notes())
                    .startsWith("50 pictures are few for 128 features: judge FD by its ratio to the floor");
            assertThat(measure(report, "FD[cls]").ratio().orElseThrow()).isCloseTo(1, within(1e-6));
            Report.Shares classes = report.classes().orElseThrow();
            assertThat(classes.names()).containsExactly("dark", "light");
            double dark = Arrays.stream(levels(reference.firstPictures()))
                            .filter(level -> level < 100)
                            .count()
                    / 50.0;
            assertThat(classes.real().getFirst()).isCloseTo(dark, within(0.1));
            assertThat(classes.made().get(0) + classes.made().get(1)).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void a_report_is_json_with_these_words() {
        Reference reference = Reference.of(GREYS, LEVELS, 40, 1);
        Report report = report(reference, Greys.brighter(reference.firstPictures(), 10));
        String json = new Json().line(report);
        assertThat(json)
                .startsWith(
                        "{\"made\":\"made\",\"data\":\"real\",\"split\":\"two random halves of 80 real images: the made ones"
                                + " and the second half are each compared with the first\",\"n\":40,\"seed\":1,"
                                + "\"features\":\"level\",\"hash\":\"0123456789ab\",\"measures\":[{\"name\":\"FD[level]\",\"value\":")
                .contains(
                        "\"floor\":",
                        "\"ratio\":",
                        "\"spread\":null",
                        "\"better\":\"lower\"",
                        "\"better\":\"higher\"",
                        "\"better\":\"real\"")
                .contains("\"classes\":null,\"memory\":{\"against\":\"the second half", "\"copies\":{\"share\":")
                .contains("\"neighbours\":[]")
                .endsWith("some may be copies; --sheet shows them\"]}");
        assertThat(new Json().read(json, Report.class, "report")).isEqualTo(report);
    }

    /** Colour noise of 32 by 32 pixels: two levels of patches. */
    private record Noise(int count) implements ImageSource {
        static final ImageShape SHAPE = new ImageShape(3, 32);

        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public void read(int index, long draw, byte[] target, int offset) {
            byte[] noise = new byte[SHAPE.bytes()];
            new SplittableRandom(index).nextBytes(noise);
            System.arraycopy(noise, 0, target, offset, noise.length);
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
    void where_patches_have_levels_their_average_is_told_as_well() {
        Reference reference = Reference.of(new Noise(40), LEVELS, 20, 1);
        byte[] flat = new byte[20 * Noise.SHAPE.bytes()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (byte) (i / Noise.SHAPE.bytes());
        }
        Report report = report(reference, new Pictures(Noise.SHAPE, flat));
        Measure fine = measure(report, "SWD 32 px");
        Measure coarse = measure(report, "SWD 16 px");
        Measure average = measure(report, "SWD average");
        assertThat(average.value()).isCloseTo((fine.value() + coarse.value()) / 2, within(1e-9));
        assertThat(average.floor()).isCloseTo((fine.floor() + coarse.floor()) / 2, within(1e-9));
    }

    @Test
    void all_that_is_random_follows_from_the_seed() {
        Reference reference = Reference.of(GREYS, LEVELS, 40, 7);
        Pictures made = some(40);
        Report report = report(reference, made);
        Pictures real = reference.firstPictures();
        assertThat(measure(report, "SWD 16 px").value())
                .isEqualTo(
                        new PatchWasserstein(64, 4, 128, 7).between(real, made).average())
                .isNotEqualTo(
                        new PatchWasserstein(64, 4, 128, 1).between(real, made).average());
        assertThat(measure(report, "SWD whole").value())
                .isEqualTo(new SlicedWasserstein(14, 512, 7).between(real, made));
        assertThat(measure(report, "MS-SSIM").value())
                .isEqualTo(new MsSsim(1000, 7).of(made))
                .isNotEqualTo(new MsSsim(1000, 1).of(made));
    }

    @Test
    void a_kernel_distance_over_many_subsets_has_a_spread_and_over_one_it_has_none() {
        assertThat(measure(report(Reference.of(GREYS, LEVELS, 40, 1), some(40)), "MMD[level]")
                        .spread())
                .isEmpty();
        Reference reference = Reference.of(new Greys(2040), LEVELS, 1020, 7);
        List<Measure> measures = new ArrayList<>();
        Features made = LEVELS.of(some(1020));
        new Evaluation(reference, Optional.empty()).addFeatures(measures, made);
        Measure kernel = measures.stream()
                .filter(measure -> measure.name().equals("MMD[level]"))
                .findFirst()
                .orElseThrow();
        KernelDistance.Estimate expected = new KernelDistance(100, 1000, 7).between(reference.firstFeatures(), made);
        assertThat(kernel.value()).isEqualTo(expected.mean());
        Measure.Spread spread = kernel.spread().orElseThrow();
        assertThat(spread.value()).isEqualTo(expected.deviation());
        assertThat(spread.floor()).isPositive();
    }

    /** Level i % 50 everywhere in picture i. */
    private static Pictures some(int count) {
        byte[] pixels = new byte[count * Greys.SHAPE.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / Greys.SHAPE.bytes() % 50);
        }
        return new Pictures(Greys.SHAPE, pixels);
    }

    @Test
    void where_patches_of_some_pictures_stand_for_all_that_is_noted() {
        Reference reference = Reference.of(new Greys(4100), LEVELS, 2050, 1);
        Evaluation evaluation = new Evaluation(reference, Optional.empty());
        assertThat(evaluation.notes(new Copies(0, 0.01, 0.1, 1)))
                .containsExactly("SWD, but for SWD whole, compares patches of the first 2,048 pictures of either kind");
        Reference fewer = Reference.of(GREYS, LEVELS, 40, 1);
        assertThat(new Evaluation(fewer, Optional.empty()).notes(new Copies(0, 0.01, 0.1, 1)))
                .isEmpty();
    }

    @Test
    void what_a_sheet_shows_is_found_with_numbers_and_distances() {
        byte[] pixels = new byte[Greys.SHAPE.bytes()];
        Arrays.fill(pixels, (byte) 199);
        List<Report.Neighbours> found =
                new NearestSheet(new Greys(201), LEVELS).find(new Pictures(Greys.SHAPE, pixels));
        assertThat(found).hasSize(1);
        for (List<Nearest> near :
                List.of(found.getFirst().byPixels(), found.getFirst().byFeatures())) {
            assertThat(near).extracting(Nearest::index).startsWith(199).containsExactlyInAnyOrder(198, 199, 200);
        }
        assertThat(found.getFirst().byPixels().get(1).distance()).isCloseTo(1 / 255.0, within(1e-6));
        assertThat(found.getFirst().byFeatures().get(1).distance()).isCloseTo(1, within(1e-6));
        Report report = report(Reference.of(GREYS, LEVELS, 40, 1), some(40));
        assertThat(report.with(found).neighbours()).isEqualTo(found);
        assertThat(new Json().line(report.with(found)))
                .contains("\"neighbours\":[{\"byPixels\":[{\"index\":199,\"distance\":0.0,\"mirrored\":false},");
    }

    @Test
    void a_sheet_shows_a_made_picture_before_the_images_nearest_to_it() {
        byte[] pixels = new byte[2 * Greys.SHAPE.bytes()];
        Arrays.fill(pixels, 0, Greys.SHAPE.bytes(), (byte) 30);
        Arrays.fill(pixels, Greys.SHAPE.bytes(), pixels.length, (byte) 255);
        Pictures made = new Pictures(Greys.SHAPE, pixels);
        NearestSheet nearest = new NearestSheet(new Greys(201), LEVELS);
        BufferedImage sheet = nearest.draw(made, nearest.find(made));
        int y = sheet.getHeight() / 2;
        int[] lefts = {12, 90, 156, 222, 300, 366, 432}; // 64 wide, 2 apart, 12 more after the made one and in between
        assertThat(IntStream.of(lefts).map(x -> sheet.getRGB(x, y) & 0xff))
                .contains(30, 29, 31)
                .startsWith(30, 30);
        int block = 7 * 66 + 24 + 12;
        assertThat(IntStream.of(lefts).map(x -> sheet.getRGB(x + block, y) & 0xff))
                .containsExactly(255, 200, 199, 198, 200, 199, 198);
        assertThat(sheet.getRGB(5, 5) & 0xff).isEqualTo(0x20);
    }

    @Test
    void a_sheet_shows_made_twins_and_the_real_pictures_that_are_left_out() {
        Reference reference = Reference.of(GREYS, LEVELS, 40, 1);
        int[] real = levels(reference.firstPictures());
        int bytes = Greys.SHAPE.bytes();
        byte[] pixels = new byte[40 * bytes];
        for (int i = 0; i < 40; i++) { // all above the real ones, and all different but the last two
            Arrays.fill(pixels, i * bytes, (i + 1) * bytes, (byte) (Math.min(i, 38) * 2 + 100));
        }
        BufferedImage sheet = new PairSheet(reference).of(new Pictures(Greys.SHAPE, pixels));
        int twin = sheet.getRGB(12 + 32, 12 + 32) & 0xff;
        assertThat(twin).isEqualTo(38 * 2 + 100);
        assertThat(sheet.getRGB(12 + 66 + 32, 12 + 32) & 0xff).isEqualTo(twin);
        int other = sheet.getRGB(12 + 142 + 32, 12 + 32) & 0xff; // the second pair: neighbours, two levels apart
        assertThat(sheet.getRGB(12 + 142 + 66 + 32, 12 + 32) & 0xff).isEqualTo(other + 2);
        int below = 12 + 4 * 76 + 24; // after four rows
        int farthest = IntStream.of(real)
                .boxed()
                .max(Comparator.comparingInt(level -> away(level, pixels)))
                .orElseThrow();
        assertThat(sheet.getRGB(12 + 32, below + 32) & 0xff).isEqualTo(farthest);
        assertThat(sheet.getRGB(12 + 66 + 32, below + 32) & 0xff).isEqualTo(100);
        assertThat(sheet.getRGB(12 + 64, below + 32) & 0xff)
                .as("between the two")
                .isEqualTo(0x20);
    }

    private static int away(int level, byte[] pixels) {
        int least = 256;
        for (int i = 0; i < pixels.length; i += Greys.SHAPE.bytes()) {
            least = Math.min(least, Math.abs((pixels[i] & 0xff) - level));
        }
        return least;
    }
}
