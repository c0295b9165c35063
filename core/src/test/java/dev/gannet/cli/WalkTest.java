package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.cli.Program.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gannet generate --walk}. */
class WalkTest {
    @TempDir
    private Path folder = Path.of("");

    private String trained(String... more) {
        String run = folder.resolve("run").toString();
        List<String> base =
                List.of("train", "--steps", "3", "--batch", "4", "--size", "16", "--scores", "off", "--out", run);
        Result result = Program.run(Stream.concat(
                        Stream.concat(Stream.of(base.getFirst()), Stream.of(more)),
                        base.stream().skip(1))
                .toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return run;
    }

    private Path made(String run, String name, String... more) {
        Path out = folder.resolve(name);
        Result result = Program.run(Stream.concat(Stream.of("generate", run, "--out", out.toString()), Stream.of(more))
                .toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(out + "\n");
        return out;
    }

    /** To a level of 255: a picture is computed beside others here than there. */
    private static void same(BufferedImage image, BufferedImage other) {
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    assertThat(image.getRGB(x, y) >> shift & 0xff)
                            .isCloseTo(other.getRGB(x, y) >> shift & 0xff, within(1));
                }
            }
        }
    }

    private static BufferedImage single(Path of, int index) throws IOException {
        return ImageIO.read(of.resolve("%06d.png".formatted(index)).toFile());
    }

    /** Beside others in a grid. */
    private static BufferedImage cell(BufferedImage grid, int column, int row) {
        return grid.getSubimage(2 + 18 * column, 2 + 18 * row, 16, 16);
    }

    @Test
    void a_walk_leads_from_each_picture_to_the_next_and_the_same_seed_gives_the_same_bytes() throws IOException {
        String run = trained();
        Path pictures = made(run, "pictures", "--count", "19", "--seed", "5");
        Path walks = made(run, "walks.png", "--walk", "5", "--count", "18", "--seed", "5");
        BufferedImage grid = ImageIO.read(walks.toFile());
        assertThat(grid.getWidth()).isEqualTo(5 * 18 + 2);
        assertThat(grid.getHeight()).isEqualTo(18 * 18 + 2);
        for (int way = 0; way < 18; way++) {
            same(cell(grid, 0, way), single(pictures, way));
            same(cell(grid, 4, way), single(pictures, way + 1));
        }
        byte[] bytes = Files.readAllBytes(walks);
        assertThat(Files.readAllBytes(made(run, "again.png", "--walk", "5", "--count", "18", "--seed", "5")))
                .isEqualTo(bytes);
        assertThat(Files.readAllBytes(made(run, "other.png", "--walk", "5", "--count", "18", "--seed", "6")))
                .isNotEqualTo(bytes);

        Path film = made(run, "film", "--walk", "20", "--count", "2", "--seed", "5");
        assertThat(film.resolve("000039.png")).exists();
        assertThat(film.resolve("000040.png")).doesNotExist();
        same(single(film, 0), single(pictures, 0));
        same(single(film, 19), single(film, 20));
        same(single(film, 39), single(pictures, 2));
        assertThat(ImageIO.read(made(run, "eight.png", "--walk", "2").toFile()).getHeight())
                .as("eight walks if nothing is said")
                .isEqualTo(8 * 18 + 2);
    }

    @Test
    void a_walk_keeps_the_class_of_its_first_picture() throws IOException {
        for (int i = 0; i < 8; i++) {
            Path of = Files.createDirectories(folder.resolve("data").resolve(i < 4 ? "husky" : "beagle"));
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i, 0xffffff);
            ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
        }
        String run = trained(folder.resolve("data").toString(), "--classes");
        Path pictures = made(run, "pictures", "--count", "4");
        Path walks = made(run, "walks", "--walk", "3", "--count", "4");
        Path huskies = made(run, "huskies", "--count", "4", "--class", "husky");
        Path husky = made(run, "husky", "--walk", "3", "--count", "3", "--class", "husky");
        for (int way = 0; way < 3; way++) {
            same(single(walks, 3 * way), single(pictures, way));
            same(single(husky, 3 * way), single(huskies, way));
            same(single(husky, 3 * way + 2), single(huskies, way + 1));
        }
    }

    @Test
    void walks_that_cannot_be_are_told() {
        says("gannet: --walk is 1; expected 2 to 1,000 pictures", "--walk", "1");
        says("gannet: --walk is 1001; expected 2 to 1,000 pictures", "--walk", "1001");
        says("gannet: --count is 10000; expected 1 to 9,090", "--walk", "11", "--count", "10000");
        says("gannet: --count is 0; expected 1 to 9,090", "--walk", "11", "--count", "0");
    }

    private static void says(String line, String... asked) {
        Result result = Program.run(Stream.concat(Stream.of("generate", "nowhere"), Stream.of(asked))
                .toArray(String[]::new));
        assertThat(result.err()).isEqualTo(line + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void help_teaches_it() {
        assertThat(Program.run("generate", "--help").out())
                .contains("--walk=N", "--count=N", "How many pictures (64), or walks (8).", "--walk 11 --count 6");
    }
}
