package dev.gannet.cli;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.Json;
import dev.gannet.evaluate.Measure;
import dev.gannet.evaluate.Report;
import dev.gannet.feature.FakeInception;
import dev.gannet.feature.NpyFiles;
import dev.gannet.metric.Copies;
import dev.gannet.metric.Features;
import dev.gannet.metric.Moments;
import dev.gannet.metric.Nearest;
import dev.gannet.run.Lookalikes;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gannet evaluate} on pictures and feature files of any program, and on a run of one step. */
class EvaluateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private String real = "";
    private String made = "";

    @BeforeEach
    void pictures() throws IOException {
        real = noise("real", 40, 16, 120, 1);
        made = noise("made", 24, 20, 90, 2);
    }

    /** Colour noise up to a level. */
    private String noise(String name, int count, int side, int level, long seed) throws IOException {
        Path at = Files.createDirectories(folder.resolve(name));
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < side * side; pixel++) {
                int colour = random.nextInt(level) << 16 | random.nextInt(level) << 8 | random.nextInt(level);
                image.setRGB(pixel % side, pixel / side, colour);
            }
            ImageIO.write(image, "png", at.resolve("%03d.png".formatted(i)).toFile());
        }
        return at.toString();
    }

    @Test
    void pictures_of_any_program_are_compared_in_the_shape_of_the_real_ones() {
        Path sheet = folder.resolve("sheet.png");
        Path pairs = folder.resolve("pairs.png");
        Result result = Program.run(
                "evaluate",
                made,
                "--data",
                real,
                "--size",
                "16",
                "--features",
                "rf",
                "--no-cache",
                "--sheet",
                sheet.toString(),
                "--pairs",
                pairs.toString());
        assertThat(result.err())
                .contains("sheet     " + sheet + ": made pictures, each before the 3 training images nearest")
                .contains(
                        "pairs     " + pairs + ": above, the made pictures nearest to each other by pixels, in pairs");
        assertThat(result.exitCode()).isZero();
        assertThat(sheet).exists();
        assertThat(pairs).exists();
        assertThat(result.out().lines().toList())
                .contains(
                        "compared  20 of either, two random halves of 40 real images: the made ones and the second half are each"
                                + " compared with the first; seed 1",
                        "metric                     made       real    ratio  better",
                        "note: 20 pictures are few for 448 features: judge FD by its ratio to the floor.")
                .anyMatch(line -> line.matches("FD\\[RF1-1] +\\S+ +\\S+ +\\S+  lower"))
                .anyMatch(line -> line.matches("red mean +1[0-9]\\.\\d +\\S+ +lower"));
    }

    @Test
    void json_is_one_object_and_n_and_seed_are_in_it() {
        Result result = Program.run(
                "evaluate",
                made,
                "--data",
                real,
                "--size",
                "16",
                "--features",
                "rf",
                "--no-cache",
                "--json",
                "--n",
                "12",
                "--seed",
                "7");
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).hasSize(1);
        Report report = new Json().read(result.out(), Report.class, "answer");
        assertThat(report.n()).isEqualTo(12);
        assertThat(report.seed()).isEqualTo(7);
        assertThat(report.measures()).extracting(Measure::name).contains("FD[RF1-1]", "coverage[RF1-1]", "near copies");
    }

    @Test
    void a_run_is_compared_with_the_images_that_it_was_trained_on() {
        String run = folder.resolve("run").toString();
        assertThat(Program.run(
                                "train",
                                real,
                                "--size",
                                "16",
                                "--recipe",
                                "vanilla",
                                "--steps",
                                "1",
                                "--no-dashboard",
                                "--no-cache",
                                "--out",
                                run)
                        .exitCode())
                .isZero();
        Result result = Program.run("evaluate", run, "--features", "rf", "--no-cache", "--json");
        assertThat(result.err()).isEmpty();
        Report report = new Json().read(result.out(), Report.class, "answer");
        assertThat(report.made()).isEqualTo("by %s after 1 steps".formatted(run));
        assertThat(report.n()).isEqualTo(20);
        Result byRun = Program.run("evaluate", made, "--data", run, "--features", "rf", "--no-cache", "--json");
        assertThat(new Json().read(byRun.out(), Report.class, "answer").data()).isEqualTo(report.data());
    }

    @Test
    void features_and_statistics_of_another_program_give_the_same_distance() {
        Engine.start(1);
        Features one = new Features(new float[] {0, 2, 4, 6, 8, 10, 12, 14}, 8, 1);
        Features other = new Features(new float[] {3, 5, 7, 9, 11, 13, 15, 17}, 8, 1);
        String features = folder.resolve("one.npy").toString();
        String fakes = folder.resolve("other.npy").toString();
        String stats = folder.resolve("one.npz").toString();
        NpyFiles.write(Path.of(features), one);
        NpyFiles.write(Path.of(fakes), other);
        NpyFiles.write(Path.of(stats), Moments.of(one));
        Result result = Program.run("evaluate", "--real-stats", stats, "--fake-features", fakes, "--json");
        assertThat(result.err()).isEmpty();
        FeatureFiles.Answer byStats = new Json().read(result.out(), FeatureFiles.Answer.class, "answer");
        assertThat(byStats.all().frechet()).as("moved by 3").isCloseTo(9, within(1e-9));
        assertThat(byStats.all().kernel()).isEmpty();
        assertThat(byStats.real()).as("statistics do not say of how many").isEmpty();
        assertThat(byStats.made()).contains(8);
        Result words = Program.run("evaluate", "--real-features", features, "--fake-features", fakes);
        assertThat(words.out().lines().toList())
                .startsWith(
                        "real              8 pictures, features of each: 1",
                        "made              8 pictures, features of each: 1",
                        "",
                        "metric                   all       made       real    ratio",
                        "Frechet distance        9.00")
                .contains("coverage                1.00")
                .endsWith(
                        "What real pictures get against other real ones is not known: that takes features of 20 real pictures"
                                + " or more, and of 10 made ones where these are features.",
                        "Which network made these features is not known here: the Frechet distance is a FID, and the kernel"
                                + " distance a KID, with Inception's alone.");
    }

    @Test
    void what_cannot_be_evaluated_is_refused_in_one_line() {
        String nowhere = folder.resolve("nowhere").toString();
        assertRefused(
                "nothing to evaluate; expected a run, a folder of pictures, or --real-features and --fake-features",
                "evaluate");
        assertRefused(
                made + ": is not a run; to evaluate pictures, name the real images with --data", "evaluate", made);
        assertRefused(
                nowhere + ": is neither a run nor a folder of pictures; 'gannet runs' lists the runs",
                "evaluate",
                nowhere,
                "--data",
                real,
                "--no-cache");
        assertRefused(
                "--n is 25; expected no more than there are made pictures, 24",
                "evaluate",
                made,
                "--data",
                real,
                "--features",
                "rf",
                "--n",
                "25",
                "--no-cache");
        assertRefused(
                "--features and --inception exclude each other",
                "evaluate",
                made,
                "--data",
                real,
                "--features",
                "rf",
                "--inception",
                "x.pt");
        assertRefused(
                "got neither of --fake-features and --fake-stats; expected one of them",
                "evaluate",
                "--real-stats",
                "x.npz");
        assertRefused(
                made
                        + ": features of another program are compared without pictures and without a network; leave it out",
                "evaluate",
                made,
                "--real-stats",
                "x.npz");
        assertRefused(
                "--inception, --n, --sheet, --data, --features, --no-cache: features of another program are compared without"
                        + " pictures and without a network; leave them out",
                "evaluate",
                "--real-stats",
                "x.npz",
                "--fake-stats",
                "y.npz",
                "--inception",
                "x.pt",
                "--n",
                "20",
                "--seed",
                "2",
                "--sheet",
                "x.png",
                "--data",
                real,
                "--features",
                "rf",
                "--json",
                "--no-cache");
    }

    private static double frechet(float[] one, float[] other) {
        double mean = mean(one) - mean(other);
        double deviation = deviation(one) - deviation(other);
        return mean * mean + deviation * deviation;
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double squares = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** In one dimension the distance is that of the means and of the deviations. */
    @Test
    void real_features_are_halved_for_a_floor_of_as_many() {
        Engine.start(1);
        float[] values = new float[50];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * i;
        }
        Features one = new Features(values, 50, 1);
        Features other = new Features(Arrays.copyOf(values, 20), 20, 1);
        Path reals = folder.resolve("reals.npy");
        Path fakes = folder.resolve("fakes.npy");
        NpyFiles.write(reals, one);
        NpyFiles.write(fakes, other);
        String[] words = {
            "evaluate", "--real-features", reals.toString(), "--fake-features", fakes.toString(), "--seed", "3"
        };
        Result json =
                Program.run(Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
        assertThat(json.err()).isEmpty();
        FeatureFiles.Answer answer = new Json().read(json.out(), FeatureFiles.Answer.class, "answer");
        assertThat(answer.real()).contains(50);
        assertThat(answer.made()).contains(20);
        assertThat(answer.dims()).isEqualTo(1);
        assertThat(answer.seed()).isEqualTo(3);
        assertThat(answer.all().frechet()).isCloseTo(frechet(values, other.values()), within(1e-3));
        FeatureFiles.Halves halves = answer.halves().orElseThrow();
        assertThat(halves.n()).as("as many as there are made ones").isEqualTo(20);
        float[] mixed = one.shuffled(3).values();
        float[] first = Arrays.copyOfRange(mixed, 0, 20);
        float[] second = Arrays.copyOfRange(mixed, 25, 45);
        assertThat(halves.real().frechet()).isCloseTo(frechet(first, second), within(1e-3));
        assertThat(halves.made().orElseThrow().frechet()).isCloseTo(frechet(first, other.values()), within(1e-3));
        assertThat(halves.made().orElseThrow().prdc()).as("20 of either").isPresent();
        assertThat(answer.all().prdc()).as("50 and 20").isEmpty();
        assertThat(Program.run(words).out().lines().toList())
                .startsWith(
                        "real              50 pictures, features of each: 1",
                        "made              20 pictures, features of each: 1")
                .anyMatch(line -> line.matches("Frechet distance +\\S+ +\\S+ +\\S+ +\\S+"))
                .anyMatch(line -> line.matches("kernel distance +\\S+ +\\S+ +\\S+"))
                .anyMatch(line -> line.matches("recall +\\S+ +\\S+ +\\S+"))
                .contains(
                        "'all' is everything that there is. 'real' is what half of the real features get against the other"
                                + " half, 'made' what made ones get against the first, 20 of either, drawn by seed 3: with a"
                                + " ratio of 1, made ones are as good.");
    }

    @Test
    void the_standard_fid_is_named_by_its_protocol_and_number_of_pictures() {
        Path network = FakeInception.write(folder.resolve("inception.pt"));
        Result result = Program.run(
                "evaluate",
                made,
                "--data",
                real,
                "--size",
                "16",
                "--inception",
                network.toString(),
                "--no-cache",
                "--n",
                "12");
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().toList())
                .anyMatch(line -> line.matches("features  inception\\[nv] \\([0-9a-f]{12}\\)"))
                .anyMatch(line -> line.matches("fid12\\[nv] +\\S+ +\\S+ +\\S+  lower"))
                .anyMatch(line -> line.matches("kid12\\[nv] +\\S+ +\\S+ +lower"))
                .anyMatch(line -> line.matches("precision12\\[nv] +.* higher"))
                .contains(
                        "note: a FID of 12 pictures is never to be compared with one of 50,000; with fewer than 10,000 it"
                                + " is mostly the floor.");
    }

    @Test
    void json_has_the_neighbours_of_the_pictures_on_a_sheet() {
        Result result = Program.run(
                "evaluate",
                made,
                "--data",
                real,
                "--size",
                "16",
                "--features",
                "rf",
                "--no-cache",
                "--json",
                "--sheet",
                folder.resolve("sheet.png").toString());
        assertThat(result.exitCode()).isZero();
        Report report = new Json().read(result.out(), Report.class, "answer");
        assertThat(report.neighbours()).hasSize(16).allSatisfy(near -> {
            assertThat(near.byPixels()).hasSize(3).isSortedAccordingTo(comparingDouble(Nearest::distance));
            assertThat(near.byFeatures())
                    .hasSize(3)
                    .allSatisfy(one -> assertThat(one.index()).isBetween(0, 39));
        });
    }

    @Test
    void the_spread_over_subsets_stands_below_its_number() {
        Measure kernel = new Measure(
                "MMD[cls]",
                0.5,
                0.25,
                Optional.empty(),
                Measure.Better.LOWER,
                Optional.of(new Measure.Spread(0.125, 0.0625)));
        Report report = new Report(
                "made",
                "real",
                "split",
                5000,
                1,
                "cls",
                "0123",
                List.of(kernel),
                Optional.empty(),
                new Report.Memory("others", new Copies(0, 0.01, 0.1, 1)),
                List.of(),
                List.of());
        StringWriter out = new StringWriter();
        EvaluationTable.print(report, new PrintWriter(out, true));
        assertThat(out.toString().lines())
                .containsSequence(
                        "MMD[cls]                  0.500      0.250           lower",
                        "  ± of a subset           0.125     0.0625");
    }

    private static void assertRefused(String message, String... args) {
        Result result = Program.run(args);
        assertThat(result.err()).isEqualTo("gannet: " + message + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void a_training_tells_its_scores_in_a_line() {
        Lookalikes few = new Lookalikes(500, 5, 5);
        RunEvent.Scores scores = new RunEvent.Scores(
                1200,
                1,
                1000,
                1,
                "cls",
                "0123",
                14.234,
                1.5,
                0.9,
                0.5,
                0.6,
                0.81,
                0.97,
                few,
                Optional.empty(),
                Optional.empty());
        assertThat(Progress.line(scores))
                .isEqualTo("scores   step 1,200: FD[cls] 14.2 (9.5 x real against real), coverage 0.81 of 0.97");
    }

    @Test
    void numbers_have_three_digits() {
        assertThat(List.of(0.0, 3e-6, 0.012345, 1.5, 99.96, 1234.5, -0.25, Double.NaN))
                .extracting(EvaluationTable::number)
                .containsExactly("0", "0", "0.0123", "1.50", "100", "1,235", "-0.250", "NaN");
    }
}
