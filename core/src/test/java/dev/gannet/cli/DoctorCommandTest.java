package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Json;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.doctor.CaseHistory;
import dev.gannet.doctor.Measured;
import dev.gannet.run.JsonLines;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Range;
import dev.gannet.run.RunEvent.Severity;
import dev.gannet.train.Training;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gannet doctor} on logs that a training could have written, and its probe on a training. */
class DoctorCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private RunDir run(Range real, boolean isolated, int ticks) {
        RunDir run = RunDir.createAt(folder.resolve("a-run"), RunConfig.defaults());
        JsonLines<RunEvent> log = run.events();
        log.append(new RunEvent.Started("", "", "", "dogs", 500));
        for (int i = 1; i <= ticks; i++) {
            log.append(Measured.tick(25L * i, .3));
            log.append(Measured.vitals(25L * i, isolated || i < ticks, real, 1));
        }
        return run;
    }

    private static Result doctor(RunDir run, String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "doctor";
        args[1] = run.path().toString();
        System.arraycopy(options, 0, args, 2, options.length);
        return Program.run(args);
    }

    @Test
    void a_run_that_is_well_exits_with_0() {
        Result result = doctor(run(new Range(-1, 1), true, 12));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("a-run, 300 steps: looked at 12 of them, all is well\n");
    }

    @Test
    void a_warning_exits_with_1_and_says_what_why_and_what_to_try() {
        Result result = doctor(run(new Range(-.5, .5), true, 12));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("""
                        a-run, 300 steps: looked at 12 of them

                        warning  X5, since step 75: images in the wrong range
                                 D's real images are between -0.500 and 0.500.
                                 They use only a part of the range that G makes, and D may tell them by that.
                                 Stretch their contrast before training; 'gannet inspect PATH' shows what is read.
                        """);
    }

    @Test
    void something_critical_exits_with_2_and_what_is_over_is_told_shortly() {
        RunDir run = run(new Range(-.5, .5), false, 12);
        assertThat(doctor(run).exitCode()).isEqualTo(2);
        JsonLines<RunEvent> log = run.events();
        for (int i = 13; i < 20; i++) {
            log.append(Measured.tick(25L * i, .3));
            log.append(Measured.vitals(25L * i, true));
        }
        Result result = doctor(run);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("""
                        a-run, 475 steps: looked at 19 of them, all is well
                        over     X5, steps 75 to 375: images in the wrong range
                        over     X1, steps 300 to 325: an update changes the other network
                        """);
    }

    @Test
    void json_is_one_object_with_everything() {
        Result result = doctor(run(new Range(-.5, .5), true, 12), "--json");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines()).hasSize(1);
        CaseHistory read = new Json().read(result.out(), CaseHistory.class, "answer");
        assertThat(read.worst()).contains(Severity.WARNING);
        assertThat(read.cases()).singleElement().satisfies(each -> {
            assertThat(each.rule()).isEqualTo("X5");
            assertThat(each.since()).isEqualTo(75);
            assertThat(each.until()).isEmpty();
        });
    }

    @Test
    void a_log_without_vitals_says_so_in_one_line() {
        RunDir run = RunDir.createAt(folder.resolve("a-run"), RunConfig.defaults());
        run.events().append(Measured.tick(1, .3));
        Result result = doctor(run);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "a-run, 1 steps: this run's log has no vital signs to judge by, only bad numbers would show; it is"
                                + " too short, or of an older gannet\n");
    }

    @Test
    void a_probe_tells_what_d_could_do_and_leaves_the_log_s_findings_as_they_are() throws InterruptedException {
        RunConfig config = RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 50), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(4, 2, Recipe.Dcgan.TUTORIAL.game().withBatch(4)))
                .withBudget(new Budget.Steps(5))
                .withThreads(1);
        RunDir run = RunDir.createAt(folder.resolve("a-run"), config);
        Training.run(run, event -> {}, () -> false);
        String log = doctor(run).out();
        Result result = doctor(run, "--probe", "--no-cache");
        assertThat(result.out()).startsWith(log).containsPattern("""

                        probe    from step 5, D alone has learned on for 200 steps: right on \\d+.\\d % of the images, then on \
                        \\d+.\\d %; G's gradient \\S+, then \\S+
                        """);
        assertThat(doctor(run, "--probe", "--no-cache", "--json").out())
                .startsWith("{\"log\":{\"run\":\"a-run\",\"steps\":5,")
                .contains("\"headroom\":{\"step\":5,\"steps\":200,\"accuracyBefore\":")
                .hasLineCount(1);
    }

    @Test
    void a_probe_without_a_checkpoint_is_refused() {
        RunDir run = run(new Range(-1, 1), true, 12);
        assertThat(doctor(run, "--probe", "--no-cache").err())
                .isEqualTo("gannet: %s: has no checkpoint yet; train it a little first\n".formatted(run.path()));
    }

    @Test
    void what_is_no_run_is_refused() {
        Result result = Program.run("doctor", "nowhere");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("gannet: nowhere: is not a run (it holds no config.json); 'gannet runs' lists the runs\n");
    }
}
