package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.KnownClass;
import dev.gannet.run.RunDir;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --classes} and {@code --class}. */
class ClassesCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Result train(String... more) {
        String[] base = {"train", "--classes", "--scores", "off", "--steps", "2", "--batch", "4", "--width", "4"};
        return Program.run(Stream.concat(Stream.of(base), Stream.of(more)).toArray(String[]::new));
    }

    private Path pictures() throws IOException {
        Path data = folder.resolve("data");
        for (int i = 0; i < 9; i++) {
            Path of = Files.createDirectories(data.resolve(i < 6 ? "husky" : "beagle"));
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i, 0xffffff);
            ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
        }
        return data;
    }

    @Test
    void a_folder_for_each_class_teaches_them_and_generate_makes_one() throws IOException {
        String data = pictures().toString();
        String run = folder.resolve("run").toString();
        Result trained = train(data, "--size", "16", "--out", run);
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(new RunDir(Path.of(run)).config().recipe().classes())
                .containsExactly(new KnownClass("beagle", 3), new KnownClass("husky", 6));
        Result more = Program.run("resume", run, "--scores", "off", "--set", "steps=4");
        assertThat(more.exitCode()).as(more.err()).isZero();

        Path beagle = folder.resolve("beagle.png");
        Path husky = folder.resolve("husky.png");
        assertThat(Program.run("generate", run, "--class", "beagle", "--out", beagle.toString())
                        .exitCode())
                .isZero();
        Program.run("generate", run, "--class", "husky", "--out", husky.toString());
        assertThat(Files.readAllBytes(beagle)).isNotEqualTo(Files.readAllBytes(husky));
        Result wrong = Program.run("generate", run, "--class", "hasky");
        assertThat(wrong.err()).isEqualTo("gannet: --class hasky: did you mean 'husky'? known: beagle, husky\n");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void classes_need_labels_and_a_recipe_that_knows_of_them() {
        Result drawings = train("--size", "16", "--out", folder.resolve("run").toString());
        assertThat(drawings.err())
                .endsWith(
                        "gannet: --classes: the images have no labels, or all the same; put those of each class in a folder"
                                + " of its own\n");
        assertThat(drawings.exitCode()).isEqualTo(2);
        Result old = train("--recipe", "dcgan");
        assertThat(old.err())
                .isEqualTo("gannet: --classes: recipe dcgan does not know of classes; use --recipe modern\n");
        assertThat(old.exitCode()).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }
}
