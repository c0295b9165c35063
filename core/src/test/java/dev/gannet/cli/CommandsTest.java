package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.Device;
import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private Result train(String... more) {
        String[] base = {
            "train",
            "--steps",
            "3",
            "--batch",
            "8",
            "--size",
            "16",
            "--out",
            folder.resolve("run").toString()
        };
        return Program.run(Stream.concat(Stream.of(base), Stream.of(more)).toArray(String[]::new));
    }

    /** Some run, without what takes time. */
    private void trained() {
        assertThat(train("--scores", "off", "--no-dashboard").exitCode()).isZero();
    }

    private static void says(Result result, int exitCode, String line) {
        assertThat(result.err()).isEqualTo(line + "\n");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void a_gpu_that_is_not_there_is_told_before_there_is_a_run() {
        assumeTrue(Engine.atHand(Device.CUDA) == Device.CPU, "there is a GPU");
        says(
                train("--device", "cuda"),
                4,
                "gannet: --device cuda: this is the build for CPUs; set GANNET_CUDA=1 for the one for GPUs (docs/gpu.md), or"
                        + " try --device cpu");
        says(train("--device", "gpu"), 2, "gannet: unknown --device 'gpu'; did you mean 'cpu'? known: auto, cpu, cuda");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void train_writes_a_run_folder_and_runs_lists_it() throws IOException {
        Result result = train();
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains(
                        "recipe   modern at 16x16 RGB, ",
                        "auto     augment: none; 20,000 images are enough\n",
                        "data     20,000 built-in drawings of dogs, seed 1\n")
                .containsPattern("step 1 \\| epoch 0.0 \\| \\d+ img/s \\| ETA \\d+s \\| L_D [\\d.]+ L_G [\\d.]+ \\|"
                        + " sigma D\\(x\\) [\\d.]+>[\\d.]+ \\| sigma D\\(G\\(z\\)\\) [\\d.]+>[\\d.]+>[\\d.]+\n")
                .contains("done after 3 steps in ");
        Path run = folder.resolve("run");
        assertThat(ImageIO.read(run.resolve("reals.png").toFile()).getWidth()).isEqualTo(8 * 18 + 2);
        for (int step : new int[] {0, 1, 2, 3}) {
            Path grid = run.resolve("samples/step-%08d.png".formatted(step));
            assertThat(ImageIO.read(grid.toFile()).getWidth()).isEqualTo(8 * 18 + 2);
        }
        assertThat(run.resolve("checkpoints/step-00000003")).isDirectory();
        List<RunEvent> events = new RunDir(run).events().read();
        assertThat(events.getFirst()).isInstanceOf(RunEvent.Started.class);
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.Stopped.class,
                        stopped -> assertThat(stopped.interrupted()).isFalse());

        Result list = Program.run("runs", "--in", folder.toString());
        assertThat(list.out().lines().skip(1))
                .singleElement()
                .asString()
                .matches("run +finished +3 +[\\d.]+ +[\\d.]+  .*run/samples/step-00000003.png");
        assertThat(Program.run("runs", "--in", folder.toString(), "--json").out())
                .startsWith("{\"name\":\"run\",\"state\":\"FINISHED\",\"step\":3,\"lossD\":");
    }

    @Test
    void runs_says_which_steps_somebody_has_replaced() {
        RunDir run = RunDir.createAt(folder.resolve("run"), RunConfig.defaults());
        for (long step : new long[] {2, 1200}) {
            run.events().append(new RunEvent.Edited(step, new TreeMap<>(Map.of("lr-d", "0"))));
        }
        assertThat(Program.run("runs", "--in", folder.toString()).out().lines().toList())
                .last()
                .isEqualTo("run was edited at step 2, 1,200");
    }

    @Test
    void the_same_seed_generates_the_same_bytes_however_many_are_asked_for() throws IOException {
        trained();
        String run = folder.resolve("run").toString();
        Path grid = folder.resolve("a.png");
        assertThat(Program.run("generate", run, "--out", grid.toString()).out()).isEqualTo(grid + "\n");
        byte[] first = Files.readAllBytes(grid);
        Program.run("generate", run, "--out", grid.toString());
        assertThat(Files.readAllBytes(grid)).isEqualTo(first);
        Program.run("generate", run, "--seed", "1", "--out", grid.toString());
        assertThat(Files.readAllBytes(grid)).isNotEqualTo(first);

        Path few = folder.resolve("few");
        Path many = folder.resolve("many");
        Program.run("generate", run, "--count", "5", "--out", few.toString());
        Program.run("generate", run, "--count", "40", "--out", many.toString());
        for (int i = 0; i < 5; i++) {
            String name = "%06d.png".formatted(i);
            assertThat(Files.readAllBytes(few.resolve(name))).isEqualTo(Files.readAllBytes(many.resolve(name)));
        }
        assertThat(many.resolve("000039.png")).exists();
    }

    @Test
    void a_dry_run_prints_the_plan_and_writes_nothing() {
        Result result = train("--dry-run");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("generator\n", "discriminator\n")
                .containsPattern("4x4.project +Project to 4x4 +\\[64, 4, 4] +65,536 +65,536\n")
                .containsPattern("8x8.up +Residual, twice as large +\\[32, 8, 8] +44,096 +1,146,880\n")
                .contains("data      20,000 built-in drawings of dogs, seed 1, as 16x16 RGB\n")
                .contains("epoch     2,500 steps of 8 real images\n")
                .containsPattern("measured  \\d+ ms a step, \\d+ images/s\n")
                .containsPattern("budget    3 steps: about \\d+s\n")
                .contains("\"type\" : \"modern\"");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void what_is_asked_for_goes_before_what_is_automatic() {
        String asked = train("--dry-run", "--mirror", "--augment", "ada", "--ema", "0", "--gamma", "2", "--width", "8")
                .out();
        assertThat(asked)
                .contains(
                        "\"mirror\" : true",
                        "\"type\" : \"ada\"",
                        "\"emaKimg\" : 0.0",
                        "\"gamma\" : 2.0",
                        "\"width\" : 8");
        Result lengthy = Program.run("train", "--size", "16", "--dry-run", "--batch", "8", "--lr", "0.1");
        assertThat(lengthy.err())
                .as("what was asked for is not said to be automatic, and the drawings have their five minutes")
                .doesNotContain("auto     batch", "auto     learning rate", "auto     time")
                .contains(
                        "auto     scores: in random features, for at most 3 % of the time; they tell the best checkpoint");
        assertThat(lengthy.out()).contains("budget    5m: about");
        Result plain = train("--dry-run", "--no-auto", "--no-mirror");
        assertThat(plain.out()).contains("\"mirror\" : false", "\"batch\" : 8", "\"lr\" : 0.001");
        assertThat(plain.err()).doesNotContain("auto ");
    }

    @Test
    void the_learning_rate_of_large_images_falls_over_the_budget_unless_asked() {
        String[] large = {"train", "--size", "64", "--width", "2", "--batch", "2", "--steps", "30", "--dry-run"};
        Result falling = Program.run(large);
        assertThat(falling.err())
                .contains("auto     decay: to a tenth, by the end of the run; fast at first, fine in the end\n");
        assertThat(falling.out()).contains("\"decayKimg\" : 0.06");
        String[] steady =
                Stream.concat(Stream.of(large), Stream.of("--decay", "0")).toArray(String[]::new);
        Result asked = Program.run(steady);
        assertThat(asked.err()).doesNotContain("auto     decay");
        assertThat(asked.out()).contains("\"decayKimg\" : 0.0\n");
    }

    @Test
    void how_far_a_time_reaches_is_measured_and_that_is_said() {
        Result timed =
                Program.run("train", "--size", "64", "--width", "2", "--batch", "2", "--for", "40s", "--dry-run");
        assertThat(timed.err()).contains("auto     how many steps fit into 40s is measured now, for 12 s at most\n");
        assertThat(timed.out()).contains("\"decayKimg\" : ").doesNotContain("\"decayKimg\" : 0.0\n");
    }

    @Test
    void wrong_options_get_one_line_and_exit_code_2() {
        says(train("--recipe", "dcgan", "--gamma", "1"), 2, "gannet: --gamma 1.0: loss bce has no such penalty");
        says(train("--recipe", "vanilla", "--width", "9"), 2, "gannet: --width 9: recipe vanilla has none");
        says(
                train("--loss", "least-squares", "--augment", "ada"),
                2,
                "gannet: --augment ada follows the sign of D's output, which means nothing with --loss least-squares; use"
                        + " --augment diff");
        says(
                train("--until", "plateau", "--scores", "off"),
                2,
                "gannet: --until plateau needs scores; leave out --scores off");
        says(
                train("--recipe", "stylegan"),
                2,
                "gannet: unknown --recipe 'stylegan'; did you mean 'dcgan'? known: dcgan, modern, vanilla");
        says(
                train("--loss", "hingee"),
                2,
                "gannet: unknown --loss 'hingee'; did you mean 'hinge'? known: bce, hinge, least-squares, relativistic,"
                        + " saturating, wasserstein-gp");
        says(
                train("--sead", "3"),
                2,
                "gannet: Unknown option: '--sead'; did you mean '--seed'; see 'gannet train --help'");
        says(
                train("--lr", "fast"),
                2,
                "gannet: Invalid value for option '--lr': 'fast' is not a double; see 'gannet train --help'");
        says(
                train("--for", "3s"),
                2,
                "gannet: Error: --for=TIME, --steps=N are mutually exclusive (specify only one);"
                        + " see 'gannet train --help'");
        says(
                Program.run("train", "--size", "48"),
                2,
                "gannet: --size 48: recipe modern doubles 4 pixels up to the image, so it"
                        + " needs a power of two from 8 to 256; try --size 32 or --size 64");
        says(
                Program.run("generate", "nowhere"),
                2,
                "gannet: nowhere: is not a run (it holds no config.json); 'gannet runs'" + " lists the runs");
        says(Program.run("generate", "nowhere", "--count", "0"), 2, "gannet: --count is 0; expected 1 to 100,000");
        says(
                Program.run("trian"),
                2,
                "gannet: Unmatched argument at index 0: 'trian'; did you mean 'train'; see" + " 'gannet --help'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unusable_data_gets_one_line_and_exit_code_3() throws IOException {
        Path gone = folder.resolve("gone");
        says(
                Program.run("train", gone.toString()),
                3,
                "gannet: %s: does not exist; expected a folder or an archive of images".formatted(gone));
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.writeString(images.resolve("a.jpg"), "not");
        Files.writeString(images.resolve("b.jpg"), "images");
        Result result = train(images.toString());
        says(
                result,
                3,
                ("gannet: %s: found 0 images that can be used and 2 that cannot, the first being a.jpg: begins with 'not';"
                                + " expected at least 2")
                        .formatted(images));
        assertThat(folder.resolve("run"))
                .as("what cannot be trained on is told before a run is made")
                .doesNotExist();
    }

    @Test
    void more_pictures_than_an_array_holds_are_refused_with_how_many_it_holds() {
        Path run = folder.resolve("large");
        RunConfig config = RunConfig.defaults();
        RunDir.createAt(run, config.withData(config.data(), new ImageShape(3, 128)));
        says(
                Program.run("generate", run.toString(), "--count", "43691"),
                2,
                "gannet: --count is 43691; expected 1 to 43,690 at this size");
        says(
                Program.run("generate", run.toString(), "--count", "43690"),
                8,
                "gannet: %s: has no checkpoint yet; train it a little first".formatted(run));
    }

    @Test
    void a_damaged_or_missing_checkpoint_gets_one_line_and_exit_code_8() throws IOException {
        trained();
        Path run = folder.resolve("run");
        Path weights = run.resolve("checkpoints/step-00000003/generator.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        Result result = Program.run(
                "generate", run.toString(), "--out", folder.resolve("x.png").toString());
        assertThat(result.err())
                .isEqualTo(
                        "warning: step 3 is damaged (generator.safetensors: its SHA-256 does not match); using step 0\n");
        assertThat(result.exitCode()).isZero();
        Files.delete(run.resolve("checkpoints/step-00000000/state.json"));
        says(
                Program.run("generate", run.toString()),
                8,
                ("gannet: %s: has no checkpoint that can be used: step 3 is damaged (generator.safetensors: its SHA-256 does"
                                + " not match); step 0 is damaged (state.json: is missing)")
                        .formatted(run));
        Files.move(run.resolve("checkpoints"), run.resolve("elsewhere"), StandardCopyOption.ATOMIC_MOVE);
        says(
                Program.run("generate", run.toString()),
                8,
                "gannet: %s: has no checkpoint yet; train it a little first".formatted(run));
    }

    @Test
    void resume_goes_on_and_says_from_where() throws IOException {
        trained();
        String run = folder.resolve("run").toString();
        Result nothing = Program.run("resume", run, "--scores", "off");
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.err())
                .contains(
                        "note     there is nothing left to do after step 3; --set for=, steps= or epochs= gives it more\n");
        Result more = Program.run("resume", run, "--scores", "off", "--set", "steps=5", "--set", "lr=1e-4");
        assertThat(more.exitCode()).isZero();
        assertThat(more.err())
                .contains(
                        "note     budget.count: 3, now 5\n",
                        "note     recipe.game.optimizer.lr: 0.001, now 1.0E-4\n",
                        "note     goes on after step 3, from " + run + "/checkpoints/step-00000003\n",
                        "done after 5 steps in ");
        says(
                Program.run("resume", "nowhere"),
                2,
                "gannet: nowhere: is not a run (it holds no config.json); 'gannet runs' lists the runs");
        says(Program.run("resume", run, "--set", "steps=many"), 2, "gannet: --set steps=many: expected a number");
        says(
                Program.run("resume", run, "--set", "stes=1"),
                2,
                "gannet: unknown setting 'stes'; did you mean 'steps'? known: augment, data, decay, device, epochs,"
                        + " fakes, for, loss, lr, precision, steps, threads");
    }

    @Test
    void verify_names_what_is_wrong_and_adopts_what_can_be_read() throws IOException {
        trained();
        String run = folder.resolve("run").toString();
        Path newest = folder.resolve("run/checkpoints/step-00000003");
        Result ok = Program.run("verify", run);
        assertThat(ok.exitCode()).isZero();
        assertThat(ok.out().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("step-0000000[03] +ok +[\\d.]+ MB, (not )?healthy"));
        Files.delete(newest.resolve("MANIFEST.json"));
        Result unsealed = Program.run("verify", run);
        assertThat(unsealed.exitCode()).isEqualTo(8);
        assertThat(unsealed.out())
                .contains(
                        "step-00000003            unsealed     has no MANIFEST.json; --adopt makes one of what is there\n");
        assertThat(Program.run("verify", run, "--adopt").exitCode()).isZero();
        assertThat(Program.run("verify", run, "--json").out())
                .contains("{\"step\":3,\"name\":\"step-00000003\",\"state\":\"ok\",");
        Files.delete(newest.resolve("MANIFEST.json"));
        Files.writeString(newest.resolve("generator.safetensors"), "nonsense");
        says(
                Program.run("verify", run, "--adopt"),
                8,
                "gannet: %s: claims a header of 7310308002159816558 bytes in a file of 8"
                        .formatted(newest.resolve("generator.safetensors")));
        assertThat(newest.resolve("MANIFEST.json")).doesNotExist();
    }

    @Test
    void debug_shows_the_stack_trace() {
        Result result = Program.run("generate", "nowhere", "--debug");
        assertThat(result.err()).contains("gannet: nowhere: is not a run").contains("\tat dev.gannet.run.RunDir.open");
    }
}
