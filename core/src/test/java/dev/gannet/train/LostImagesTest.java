package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.Colour;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fit;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that go bad while a run trains on them. */
@Timeout(120)
class LostImagesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path data() {
        return folder.resolve("data");
    }

    private Path picture(int i) {
        return data().resolve("%02d.png".formatted(i));
    }

    private void paint() throws IOException {
        Files.createDirectories(data());
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            for (int k = 0; k < 400; k++) {
                image.setRGB(k % 20, k / 20, random.nextInt(0x1000000));
            }
            ImageIO.write(image, "png", picture(i).toFile());
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void damaged_deleted_and_replaced_files_are_told_and_the_run_goes_on() throws Exception {
        paint();
        RunConfig config = RunConfig.defaults()
                .withData(new DataConfig.Folder(data()), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(8, 4, Recipe.Dcgan.TUTORIAL.game().withBatch(4)))
                .withThreads(1)
                .withBudget(new Budget.Steps(60)) // six epochs
                .withCadence(new Cadence(10, 30, 30));
        RunDir run = RunDir.createAt(folder.resolve("run"), config);
        Sources uncached =
                new Sources(Cache.at(folder.resolve("cache"), Cache.Pictures.NOWHERE), Sources.MOST_BAD, _ -> {});
        List<RunEvent> events = new ArrayList<>();
        try (ImageSource images = uncached.open(config)) {
            RunEvent.Stopped stopped = Training.run(
                    run,
                    images,
                    Supervision.of(
                            event -> {
                                events.add(event);
                                if (event instanceof RunEvent.Tick tick && tick.step() == 10) {
                                    spoil();
                                }
                            },
                            () -> false));
            assertThat(stopped.step()).isEqualTo(60);
        }
        List<RunEvent.Lost> lost = lost(events);
        assertThat(lost)
                .extracting(RunEvent.Lost::name)
                .containsExactlyInAnyOrder("03.png", "07.png", "11.png", "12.png");
        assertThat(lost).extracting(RunEvent.Lost::total).containsExactly(1, 2, 3, 4);
        assertThat(lost)
                .extracting(image -> image.name() + ": " + image.reason())
                .contains("03.png: does not exist any more", "07.png: is no regular file", "12.png: is empty");
        assertThat(lost(run.events().read())).isEqualTo(lost);
    }

    private static List<RunEvent.Lost> lost(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Lost.class::isInstance)
                .map(RunEvent.Lost.class::cast)
                .toList();
    }

    private void spoil() {
        try {
            Files.delete(picture(3));
            Files.delete(picture(7));
            assertThat(new ProcessBuilder("mkfifo", picture(7).toString())
                            .start()
                            .waitFor())
                    .isZero();
            byte[] whole = Files.readAllBytes(picture(11));
            Files.write(picture(11), Arrays.copyOf(whole, whole.length / 2));
            Files.write(picture(12), new byte[0]);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** In the pack, nothing can happen to them any more. */
    @Test
    void a_run_from_the_cache_does_not_notice() throws Exception {
        paint();
        RunConfig config = RunConfig.defaults()
                .withData(new DataConfig.Folder(data()), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(8, 4, Recipe.Dcgan.TUTORIAL.game().withBatch(4)))
                .withThreads(1)
                .withBudget(new Budget.Steps(20))
                .withCadence(new Cadence(10, 30, 30));
        RunDir run = RunDir.createAt(folder.resolve("run"), config);
        Sources cached = new Sources(Cache.at(folder.resolve("cache"), Cache.Pictures.FILES), 0, _ -> {});
        List<RunEvent> events = new ArrayList<>();
        try (ImageSource images = cached.open(config)) {
            spoil();
            Training.run(run, images, Supervision.of(events::add, () -> false));
        }
        assertThat(lost(events)).isEmpty();
    }

    /** Where a window is cut follows from the image's place in the run, which a resumed run knows. */
    @Test
    void a_run_on_random_windows_goes_on_bit_for_bit() throws Exception {
        Files.createDirectories(data());
        Random random = new Random(2);
        for (int i = 0; i < 10; i++) {
            BufferedImage wide = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
            for (int k = 0; k < 800; k++) {
                wide.setRGB(k % 40, k / 40, random.nextInt(0x1000000));
            }
            ImageIO.write(wide, "png", picture(i).toFile());
        }
        RunConfig config = RunConfig.defaults()
                .withData(new DataConfig.Folder(data()), new ImageShape(3, 16))
                .withFraming(new Framing(Fit.RANDOM, Colour.BLACK, Colour.WHITE))
                .withRecipe(new Recipe.Dcgan(8, 4, Recipe.Dcgan.TUTORIAL.game().withBatch(4)))
                .withThreads(1)
                .withBudget(new Budget.Steps(20))
                .withCadence(new Cadence(5, 10, 5));
        Sources sources = new Sources(Cache.at(folder.resolve("cache"), Cache.Pictures.FILES), 0, _ -> {});
        RunDir straight = RunDir.createAt(folder.resolve("straight"), config);
        RunDir broken = RunDir.createAt(folder.resolve("broken"), config);
        int[] asked = {0};
        try (ImageSource images = sources.open(config)) {
            Training.run(straight, images, Supervision.of(_ -> {}, () -> false));
            Training.run(broken, images, Supervision.of(_ -> {}, () -> ++asked[0] > 7));
        }
        Training.resume(broken, Resumption.EXACT, sources, Supervision.of(_ -> {}, () -> false));
        assertThat(SavedRun.differences(SavedRun.content(straight), SavedRun.content(broken)))
                .isEmpty();
    }
}
