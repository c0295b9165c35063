package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Budget;
import dev.gannet.config.KnownClass;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are told the class of each image. */
class ClassesTrainingTest {
    private static final List<KnownClass> TONES = List.of(new KnownClass("dark", 48), new KnownClass("light", 16));

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    private static RunConfig config(List<KnownClass> classes, long steps) {
        Recipe.Modern small = new Recipe.Modern(
                8, 8, false, Recipe.Modern.DEFAULT.game().withBatch(16).withEma(1));
        return RunConfig.defaults()
                .withData(RunConfig.defaults().data(), TwoTones.SHAPE)
                .withRecipe(small.withClasses(classes))
                .withBudget(new Budget.Steps(steps))
                .withThreads(1);
    }

    private static double level(Pictures pictures) {
        byte[] pixels = pictures.pixels();
        double sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        return sum / pixels.length;
    }

    @Test
    void pictures_are_of_the_class_that_is_asked_for() throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("run"), config(TONES, 400));
        Training.run(run, new TwoTones(true), Supervision.of(event -> {}, () -> false));
        try (TrainedGenerator generator = TrainedGenerator.open(run, notice -> {})) {
            double dark = level(generator.make(32, 1, "dark"));
            double light = level(generator.make(32, 1, "light"));
            assertThat(dark).isBetween(35.0, 100.0);
            assertThat(light).isBetween(165.0, 230.0);
            List<String> names = generator.classes(400, 1);
            double expected = names.stream()
                    .mapToDouble(name -> name.equals("dark") ? dark : light)
                    .average()
                    .orElseThrow();
            assertThat(Collections.frequency(names, "light")).isBetween(60, 140); // of four hundred, a hundred
            assertThat(level(generator.make(400, 1))).isBetween(expected - 8, expected + 8);
            assertThatThrownBy(() -> generator.make(1, 1, "lihgt"))
                    .isInstanceOf(UserException.class)
                    .hasMessage("--class lihgt: did you mean 'light'? known: dark, light");
        }
    }

    @Test
    void a_run_without_classes_makes_none() throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("run"), config(List.of(), 2));
        Training.run(run, new TwoTones(true), Supervision.of(event -> {}, () -> false));
        try (TrainedGenerator generator = TrainedGenerator.open(run, notice -> {})) {
            assertThatThrownBy(() -> generator.make(1, 1, "light"))
                    .isInstanceOf(UserException.class)
                    .hasMessage("--class light: this run was trained without classes; train one with --classes");
        }
    }

    /** What D and G are told goes back with the batches when a step is taken again. */
    @Test
    void a_step_that_is_taken_again_is_told_the_same() throws InterruptedException {
        try (Trainer trainer = new Trainer(config(TONES, 9), new TwoTones(true))) {
            trainer.step(false);
            trainer.tape().record(true);
            Snapshot before = Snapshot.of(trainer);
            trainer.step(false);
            var after = Snapshot.hashes(trainer.tensors());
            before.restore(trainer);
            trainer.step(false);
            assertThat(Snapshot.hashes(trainer.tensors())).isEqualTo(after);
            before.close();
        }
    }

    @Test
    void data_with_other_labels_are_refused() {
        assertThatThrownBy(() -> new Trainer(config(TONES, 1), new TwoTones(false)))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "the networks are told of 2 classes (dark, light), and the images have no labels; train a new run"
                                + " on these");
        List<KnownClass> others = List.of(new KnownClass("a", 1), new KnownClass("b", 1));
        assertThatThrownBy(() -> new Trainer(config(others, 1), new TwoTones(true)))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "the networks are told of 2 classes (a, b), and the images have dark, light; train a new run on these");
        assertThatThrownBy(() -> config(List.of(new KnownClass("all", 9)), 1))
                .isInstanceOf(UserException.class)
                .hasMessage("--classes is 1; expected 2 to 1,000 classes");
    }

    @Test
    void classes_are_cast_in_order_or_in_the_datas_proportions() {
        Casting casting = new Casting(List.of(new KnownClass("a", 3), new KnownClass("b", 1)));
        try (StepScope scope = StepScope.open()) {
            assertThat(numbers(casting.inOrder(6).orElseThrow())).containsExactly(0, 0, 0, 1, 1, 1);
            assertThat(numbers(casting.all(1, 3).orElseThrow())).containsExactly(1, 1, 1);
            long[] drawn = numbers(casting.drawn(new Noise(5), 0, 4000).orElseThrow());
            assertThat(Arrays.stream(drawn).sum()).isBetween(1000L - 137, 1000L + 137); // five deviations
            assertThat(numbers(casting.drawn(new Noise(5), 16, 16).orElseThrow()))
                    .containsExactly(Arrays.copyOfRange(drawn, 16, 32));
            assertThat(numbers(casting.drawn(new Noise(6), 0, 4000).orElseThrow()))
                    .isNotEqualTo(drawn);
            assertThat(new Casting(List.of()).inOrder(6)).isEmpty();
        }
    }

    private static long[] numbers(Tensor tensor) {
        return Arrays.stream(TensorBytes.doubles(tensor.to(ScalarType.Float)))
                .mapToLong(value -> (long) value)
                .toArray();
    }
}
