package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.Fit;
import dev.gannet.config.RunConfig;
import dev.gannet.data.scan.ScanProgress;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data from the command line: {@code inspect}, and the options that {@code train} shares with it. */
class InspectTest {
    @TempDir
    private Path folder = Path.of("");

    private Path zip() {
        return folder.resolve("pets.zip");
    }

    /** A zip of 12 coloured pictures of 40x20 in two folders, and a file that is none. */
    @BeforeEach
    void pack() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip()))) {
            for (int i = 0; i < 12; i++) {
                out.putNextEntry(new ZipEntry("pets/%s/%02d.png".formatted(i % 3 == 0 ? "cats" : "dogs", i)));
                ImageIO.write(picture(i), "png", unclosed(out));
            }
            out.putNextEntry(new ZipEntry("pets/dogs/broken.jpg"));
            out.write("no picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.putNextEntry(new ZipEntry("pets/README.txt"));
        }
    }

    private static BufferedImage picture(int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 800; i++) {
            image.setRGB(i % 40, i / 40, random.nextInt(0x1000000));
        }
        return image;
    }

    private static OutputStream unclosed(OutputStream out) {
        return new java.io.FilterOutputStream(out) {
            @Override
            public void close() {} // the archive goes on
        };
    }

    private Result inspect(String... more) {
        List<String> command = new ArrayList<>(List.of("inspect", zip().toString()));
        command.addAll(List.of("--rejected", folder.resolve("rejected.tsv").toString()));
        command.addAll(List.of("--cache", folder.resolve("cache").toString()));
        command.addAll(List.of(more));
        return Program.run(command.toArray(String[]::new));
    }

    private Result train(String... more) {
        List<String> command = new ArrayList<>(List.of("train", zip().toString(), "--steps", "2", "--batch", "4"));
        command.addAll(List.of("--cache", folder.resolve("cache").toString()));
        command.addAll(List.of("--out", folder.resolve("run").toString()));
        command.addAll(List.of(more));
        return Program.run(command.toArray(String[]::new));
    }

    @Test
    void inspect_counts_names_and_advises() throws IOException {
        Result result = inspect("--size", "16");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Pictures     12 usable, 1 rejected, 1 skipped; ")
                .contains("pets/dogs/broken.jpg: begins with 'no pictu'")
                .contains("Labels       2: dogs 8, cats 4")
                .contains("- 1 of 13 pictures (7.7 %) cannot be used: above 5 % training refuses without --allow-bad.")
                .contains("rejected  " + folder.resolve("rejected.tsv"));
        assertThat(folder.resolve("rejected.tsv"))
                .hasContent("path\tcode\tdetail\npets/dogs/broken.jpg\tnot-an-image\tbegins with 'no pictu'\n");
    }

    @Test
    void inspect_writes_a_page_a_sheet_and_json() throws IOException {
        Path page = folder.resolve("report.html");
        Path sheet = folder.resolve("sheet.png");
        Result result = inspect("--size", "16x24", "--html", page.toString(), "--sheet", sheet.toString(), "--json");
        assertThat(result.out()).startsWith("{").contains("\"accepted\" : 12").contains("\"rejected\" : 1");
        assertThat(page).content().contains("pets/dogs/broken.jpg").contains("data:image/png;base64,");
        BufferedImage crops = ImageIO.read(sheet.toFile());
        assertThat(crops.getWidth()).as("four columns").isEqualTo(4 * 18 + 2);
        assertThat(crops.getHeight()).as("three rows").isEqualTo(3 * 26 + 2);
    }

    @Test
    void train_refuses_too_many_bad_pictures_and_makes_no_run() {
        Result result = train("--size", "16");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo(
                        "gannet: %s: 1 of 13 images cannot be used, the first being pets/dogs/broken.jpg: begins with 'no pictu'; 'gannet inspect' lists them, --allow-bad trains on the rest\n"
                                .formatted(zip()));
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void train_reads_an_archive_in_place_at_any_shape_and_lists_what_is_left_out() throws IOException {
        Result result = train("--size", "16x24", "--allow-bad", "--crop", "random");
        assertThat(result.err())
                .contains("recipe   modern at 16x24 RGB, ")
                .contains("data     12 images from zip archive ");
        assertThat(result.exitCode()).isZero();
        RunDir run = new RunDir(folder.resolve("run"));
        assertThat(run.config().framing().fit()).isEqualTo(Fit.RANDOM);
        assertThat(run.path().resolve("rejected.tsv")).content().contains("broken.jpg\tnot-an-image");
        assertThat(ImageIO.read(run.path().resolve("samples/step-00000002.png").toFile())
                        .getHeight())
                .isEqualTo(8 * 26 + 2);
        Path made = folder.resolve("made");
        assertThat(Program.run("generate", run.path().toString(), "--count", "1", "--out", made.toString())
                        .exitCode())
                .isZero();
        BufferedImage one = ImageIO.read(made.resolve("000000.png").toFile());
        assertThat(one.getWidth()).isEqualTo(16);
        assertThat(one.getHeight()).isEqualTo(24);
    }

    @Test
    void a_run_with_a_fourth_channel_makes_transparent_pictures_and_resumes() throws IOException {
        assertThat(train("--size", "16", "--allow-bad", "--channels", "rgba", "--no-cache")
                        .exitCode())
                .isZero();
        RunDir run = new RunDir(folder.resolve("run"));
        assertThat(run.config().image().channels()).isEqualTo(4);
        Result resumed = Program.run("resume", run.path().toString(), "--set", "steps=4", "--no-cache");
        assertThat(resumed.err()).contains("done after 4 steps");
        Path made = folder.resolve("made");
        Program.run("generate", run.path().toString(), "--count", "1", "--out", made.toString());
        assertThat(ImageIO.read(made.resolve("000000.png").toFile())
                        .getColorModel()
                        .hasAlpha())
                .isTrue();
        assertThat(run.events().read().stream().filter(RunEvent.Started.class::isInstance))
                .hasSize(1);
    }

    @Test
    void options_that_exclude_each_other_or_mean_nothing_say_so() {
        String[][] wrong = {
            {"--pad", "black", "--stretch"},
            {"--crop", "random", "--stretch"},
            {"--pad", "mauve"},
            {"--crop", "left"},
            {"--channels", "cmyk"},
            {"--size", "64x"},
        };
        String[] says = {
            "--pad and --stretch exclude each other",
            "--crop random cuts and --stretch does not; use one of them",
            "--pad: colour is 'mauve'; expected #rrggbb, black, grey or white",
            "unknown --crop 'left'; did you mean 'center'? known: center, none, random",
            "unknown --channels 'cmyk'; did you mean 'grey'? known: grey, rgb, rgba",
            "--size '64x': expected pixels such as 64, or width and height such as 64x96",
        };
        for (int i = 0; i < wrong.length; i++) {
            Result result = inspect(wrong[i]);
            assertThat(result.err()).isEqualTo("gannet: " + says[i] + "\n");
            assertThat(result.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void whole_pictures_are_padded_or_stretched() throws IOException {
        Path sheet = folder.resolve("sheet.png");
        inspect("--size", "16", "--pad", "#ff0000", "--sheet", sheet.toString());
        BufferedImage padded = ImageIO.read(sheet.toFile());
        assertThat(padded.getRGB(2, 2) & 0xffffff).isEqualTo(0xff0000);
        assertThat(padded.getRGB(2, 17) & 0xffffff).isEqualTo(0xff0000);
        assertThat(padded.getRGB(2, 9) & 0xffffff).isNotEqualTo(0xff0000);
        inspect("--size", "16", "--stretch", "--sheet", sheet.toString());
        assertThat(ImageIO.read(sheet.toFile()).getRGB(2, 2) & 0xffffff).isNotEqualTo(0xff0000);
    }

    @Test
    void the_bar_shows_how_far_a_look_has_come() {
        assertThat(ScanLine.line(new ScanProgress(ScanProgress.Phase.LISTING, 1_234, 0, 0), 1))
                .isEqualTo("listing  1,234 pictures");
        assertThat(ScanLine.line(new ScanProgress(ScanProgress.Phase.LOOKING, 12_000, 36_000, 2), 10))
                .isEqualTo(
                        "looking  [########                ] 12,000 of 36,000 | 2 rejected | 1,200 a second | ETA 20s");
    }

    @Test
    void a_configuration_says_how_pictures_are_framed() {
        RunConfig config = RunConfig.defaults();
        assertThat(new dev.gannet.config.Json().pretty(config))
                .contains("\"fit\" : \"CENTER\"", "\"pad\" : \"#000000\"", "\"background\" : \"#ffffff\"");
    }
}
