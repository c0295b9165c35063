package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.doctor.Headroom;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadroomProbeTest {
    @TempDir
    private Path folder = Path.of("");

    private static RunConfig config(LossConfig loss) {
        return config(loss, 1e-3);
    }

    private static RunConfig config(LossConfig loss, double lr) {
        return ResumeTest.config(new Recipe.Dcgan(
                        8,
                        4,
                        Recipe.Dcgan.TUTORIAL.game().withBatch(8).withLoss(loss).withLr(lr)))
                .withBudget(new Budget.Steps(20))
                .withCadence(new Cadence(10, 20, 20));
    }

    private RunDir trained(RunConfig config) throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("run"), config);
        Training.run(run, event -> {}, () -> false);
        return run;
    }

    private static Headroom probe(RunDir run) throws InterruptedException {
        try (ImageSource images = Sources.quiet().open(run.config())) {
            return HeadroomProbe.of(run, images, HeadroomProbe.STEPS, notice -> {});
        }
    }

    private static Map<String, String> files(RunDir run) throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.toString(), "%s %d".formatted(Files.getLastModifiedTime(file), Files.size(file)));
            }
        }
        return all;
    }

    /** The experiment of Arjovsky and Bottou: by the minimax loss, G's gradient vanishes as D gets better. */
    @Test
    void a_saturating_loss_leaves_g_no_headroom_and_the_run_does_not_notice() throws Exception {
        RunDir run = trained(config(new LossConfig.Saturating(), 5e-3));
        Map<String, String> before = files(run);
        Headroom headroom = probe(run);
        assertThat(headroom.step()).isEqualTo(20);
        assertThat(headroom.accuracyAfter()).isGreaterThan(0.95);
        assertThat(headroom.gradientBefore()).isPositive();
        assertThat(headroom.left()).isLessThan(0.1);
        assertThat(headroom.finding(run.config())).hasValueSatisfying(found -> {
            assertThat(found.rule()).isEqualTo("B6");
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.what()).startsWith("After 200 steps in which D alone learned, ");
        });
        assertThat(files(run)).isEqualTo(before);
        assertThat(probe(run)).isEqualTo(headroom);
    }

    @Test
    void a_critic_leaves_g_its_gradient() throws Exception {
        RunDir run = trained(config(new LossConfig.WassersteinGp(10)));
        Headroom headroom = probe(run);
        assertThat(headroom.left()).isGreaterThan(0.1);
        assertThat(headroom.finding(run.config())).isEmpty();
    }

    @Test
    void what_a_guessing_d_is_short_of_is_told() {
        RunConfig config = config(new LossConfig.Bce());
        assertThat(new Headroom(20, 200, .5, .52, 1, 1).finding(config))
                .map(Found::what)
                .contains("D guesses, and after 200 more steps it still does.");
        assertThat(new Headroom(20, 200, .5, .9, 1, 1).finding(config))
                .map(Found::what)
                .contains("D guesses, but 200 more steps make it right on 90.0 % of the images.");
        assertThat(new Headroom(20, 200, .8, .9, 1, 1).finding(config)).isEmpty();
    }

    @Test
    void a_run_without_a_checkpoint_is_refused() throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("new"), config(new LossConfig.Bce()));
        assertThatThrownBy(() -> probe(run))
                .isInstanceOf(UserException.class)
                .hasMessage(run.path() + ": has no checkpoint yet; train it a little first");
    }
}
