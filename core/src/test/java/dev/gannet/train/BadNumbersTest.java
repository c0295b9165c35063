package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Tensors;
import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN put in at every place where it could come in: seen within one step, never kept, never saved. */
class BadNumbersTest {
    @TempDir
    private Path folder = Path.of("");

    private static RunConfig config(long steps) {
        return ResumeTest.configs().findFirst().orElseThrow().withBudget(new Budget.Steps(steps));
    }

    private static Trainer trainer(ImageSource source) {
        return new Trainer(config(100), source);
    }

    private static ImageSource source() {
        return Sources.drawn((DataConfig.Dogs) config(1).data(), config(1).image());
    }

    /** Where in a trainer a number is spoilt, and how the message begins. */
    record Place(String message, Function<Trainer, Tensor> tensor) {
        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Place> places() {
        return Stream.of("generator", "discriminator").flatMap(network -> {
            String name = network.equals("generator") ? "G" : "D";
            return Stream.of(
                    place(name + " weight ", network, "image.conv.weight", "4x4.conv.weight"),
                    place(name + " running average ", network, "4x4.norm.running_var", "4x4.norm.running_var"),
                    place(
                            name + " moment ",
                            network + "-optimizer",
                            "4x4.norm.weight.exp_avg",
                            "4x4.norm.weight.exp_avg"),
                    place(
                            name + " moment ",
                            network + "-optimizer",
                            "4x4.norm.bias.exp_avg_sq",
                            "4x4.norm.bias.exp_avg_sq"));
        });
    }

    private static Place place(String prefix, String group, String inG, String inD) {
        String tensor = group.startsWith("g") ? inG : inD;
        return new Place(
                prefix + tensor,
                trainer -> Objects.requireNonNull(
                        Objects.requireNonNull(trainer.tensors().get(group)).get(tensor)));
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_nan_in_the_state_is_named_within_one_step_and_never_saved(Place place) throws Exception {
        try (ImageSource source = source();
                Trainer trainer = trainer(source)) {
            for (int i = 0; i < 5; i++) {
                trainer.step(false);
                assertThat(trainer.trouble()).isEmpty();
                assertThat(trainer.unsavable()).isEmpty();
            }
            place.tensor().apply(trainer).data_ptr_float().put(0, Float.NaN);
            assertThat(trainer.unsavable())
                    .hasValueSatisfying(bad -> assertThat(bad).startsWith(place.message()));
            trainer.step(false);
            List<String> seen = new ArrayList<>(trainer.trouble().stream().toList());
            trainer.step(false);
            seen.addAll(trainer.trouble().stream().toList());
            assertThat(seen).isNotEmpty();
            assertThat(seen.getFirst()).startsWith(place.message()).contains(" NaN");
        }
    }

    @Test
    void a_step_that_is_not_finite_changes_nothing() throws Exception {
        try (ImageSource source = source();
                Trainer trainer = trainer(source)) {
            for (int i = 0; i < 3; i++) {
                trainer.step(false);
            }
            Tensor weight = Objects.requireNonNull(
                    trainer.gan().generator().parameters().get("image.conv.weight"));
            float good = weight.data_ptr_float().get(5);
            weight.data_ptr_float().put(5, Float.POSITIVE_INFINITY);
            Map<String, String> before = numbers(trainer);
            assertThat(trainer.step(true)).isEmpty();
            assertThat(trainer.trouble())
                    .hasValueSatisfying(bad -> assertThat(bad)
                            .isEqualTo("G weight image.conv.weight holds 0 NaN and 1 infinities among 96 numbers"));
            assertThat(numbers(trainer)).isEqualTo(before);
            weight.data_ptr_float().put(5, good);
            StepStats stats = trainer.step(true).orElseThrow();
            assertThat(stats.finite()).as("%s", stats).isTrue();
        }
    }

    private static Map<String, String> numbers(Trainer trainer) {
        Map<String, String> all = new java.util.TreeMap<>();
        trainer.tensors()
                .forEach((group, tensors) -> tensors.forEach(
                        (name, tensor) -> all.put(group + " " + name, Arrays.toString(Tensors.floats(tensor)))));
        return all;
    }

    /** Trains with a step whose source has been changed. */
    private List<RunEvent> train(RunDir run, String original, String broken) throws Throwable {
        List<RunEvent> events = new ArrayList<>();
        Mutant mutant = new Mutant("bad numbers", original, broken);
        try (var loader = mutant.load(Files.createTempDirectory(folder, "classes"))) {
            Method method = loader.loadClass("dev.gannet.train.Training")
                    .getMethod("run", RunDir.class, Consumer.class, BooleanSupplier.class);
            Consumer<RunEvent> listener = events::add;
            BooleanSupplier never = () -> false;
            method.invoke(null, run, listener, never);
        } catch (InvocationTargetException e) {
            events.add(new RunEvent.Notice(
                    -1, String.valueOf(Objects.requireNonNull(e.getCause()).getMessage())));
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Tensor fake = made.detach();    | real = real.mul(NAN); Tensor fake = made.detach(); | loss of D holds NaN",
                "draws.latents(step, 0); // (N    | draws.latents(step, 0).mul(NAN); // (N             | loss of D holds NaN",
                "detective.backPropagate(error); | detective.backPropagate(error.mul(NAN));           | D gradient of 8x8.conv.weight",
                "forger.backPropagate(error);    | forger.backPropagate(error.mul(NAN));              | G gradient of 4x4.project.weight",
                "loss.generator(after, real)      | loss.generator(after.mul(NAN), real)               | loss of G holds NaN"
            })
    void a_bad_step_is_skipped_and_named(String original, String broken, String message) throws Throwable {
        RunDir run = RunDir.createAt(folder.resolve("run"), config(30));
        List<RunEvent> events = train(run, original, broken.replace("NAN", nan(22)));
        List<RunEvent.Skipped> skipped = events.stream()
                .filter(RunEvent.Skipped.class::isInstance)
                .map(RunEvent.Skipped.class::cast)
                .toList();
        assertThat(skipped).extracting(RunEvent.Skipped::step).containsExactly(21L, 22L);
        assertThat(skipped.getFirst().reason()).startsWith(message);
        assertThat(events.getLast()).isInstanceOf(RunEvent.Stopped.class);
        requireFinite(run);
    }

    @Test
    void three_in_a_row_go_back_and_later_images_are_taken() throws Throwable {
        RunDir run = RunDir.createAt(folder.resolve("run"), config(40));
        List<RunEvent> events = train(run, "forger.backPropagate(error);", broken(23));
        assertThat(events.stream().filter(RunEvent.WentBack.class::isInstance))
                .containsExactly(new RunEvent.WentBack(23, 20, 2e-4));
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.Stopped.class,
                        stopped -> assertThat(stopped.step())
                                .as("40 useful ones and 3 lost")
                                .isEqualTo(43));
        requireFinite(run);
    }

    @Test
    void a_run_that_goes_back_at_the_same_step_after_a_kill_is_the_same_run() throws Throwable {
        RunConfig config = config(40).withCadence(new Cadence(7, 30, 11)); // a checkpoint between two skips
        RunDir straight = RunDir.createAt(folder.resolve("straight"), config);
        train(straight, "forger.backPropagate(error);", broken(23));
        RunDir killed = RunDir.createAt(folder.resolve("killed"), config.withBudget(new Budget.Steps(22)));
        train(killed, "forger.backPropagate(error);", broken(23));
        assertThat(new Checkpoints(Training.store(killed)).state(22).recovery().inARow())
                .isEqualTo(2);
        Mutant mutant = new Mutant("bad numbers", "forger.backPropagate(error);", broken(23));
        try (var loader = mutant.load(Files.createTempDirectory(folder, "classes"))) {
            Class<?> how = loader.loadClass("dev.gannet.train.Resumption");
            Object more = how.getConstructor(Map.class, boolean.class).newInstance(Map.of("steps", "40"), false);
            Consumer<RunEvent> listener = event -> {};
            BooleanSupplier never = () -> false;
            loader.loadClass("dev.gannet.train.Training")
                    .getMethod("resume", RunDir.class, how, Consumer.class, BooleanSupplier.class)
                    .invoke(null, killed, more, listener, never);
        }
        assertThat(SavedRun.differences(SavedRun.content(straight), SavedRun.content(killed)))
                .isEmpty();
    }

    @Test
    void a_run_that_never_recovers_is_given_up_with_a_diagnosis() throws Throwable {
        RunDir run = RunDir.createAt(folder.resolve("run"), config(1_000_000));
        List<RunEvent> events = train(run, "forger.backPropagate(error);", broken(1_000_000));
        Path file = run.path().resolve("diagnosis.json");
        assertThat(events.stream().filter(RunEvent.WentBack.class::isInstance)).hasSize(3);
        assertThat(((RunEvent.Notice) events.getLast()).message())
                .isEqualTo("step 32: G gradient of 4x4.project.weight holds 256 NaN and 0 infinities among 256 numbers,"
                        + " after going back to a checkpoint 3 times; try --lr 2.5E-5 or less, or --precision fp32; see "
                        + file);
        assertThat(Files.readString(file))
                .contains("\"step\" : 32", "\"wentBackAt\" : [ 23, 26, 29 ]", "\"firstBad\" : \"G gradient of");
        assertThat(run.events().read().getLast()).isInstanceOf(RunEvent.Failed.class);
        requireFinite(run);
    }

    private static String broken(int until) {
        return "forger.backPropagate(error.mul(%s));".formatted(nan(until));
    }

    /** Source text: NaN in steps 21 to {@code until}, 1 in the others. */
    private static String nan(int until) {
        return "new org.bytedeco.pytorch.Scalar(step >= 20 && step < %d ? Float.NaN : 1f)".formatted(until);
    }

    /** Reads every checkpoint that is there: a number that is none would be refused. */
    private static void requireFinite(RunDir run) throws java.io.IOException {
        CheckpointStore store = Training.store(run);
        assertThat(store.steps()).isNotEmpty();
        for (long step : store.steps()) {
            new Checkpoints(store).requireReadable(step, Checkpoints.GROUPS);
        }
    }
}
