package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers go by what they are in runs that are not the usual ones. */
class NamesPageTest {
    @TempDir
    private Path folder = Path.of("");

    private RunDir trained(String name, UnaryOperator<Game> changes) throws InterruptedException {
        RunConfig config = Rehearsal.config(20);
        Game game = changes.apply(config.recipe().game());
        return Rehearsal.train(
                folder.resolve(name), config.withRecipe(config.recipe().withGame(game)));
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static String way(double[] from, double[] to) {
        return fixed(mean(from)) + " → " + fixed(mean(to));
    }

    @Test
    void fresh_images_are_not_called_the_same_and_not_compared_with_others() throws Exception {
        RunDir run = trained(
                "run", game -> game.withFakes(Fakes.FRESH).withAugment(new AugmentConfig.Diff(true, true, false)));
        Rehearsal.open(run, "step", (browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.choose(".branch-form .choice:nth-of-type(1) select", "lr-d");
            browser.click(browser.button("Try it"));
            browser.element(".both");
            DebugView.Branch branch = board.view().branch().orElseThrow();
            List<String> expected = new ArrayList<>(verdicts(branch.unchanged()));
            expected.addAll(verdicts(branch.changed()));
            List<String> names = browser.texts(".both dt");
            List<String> values = browser.texts(".both dd");
            assertThat(names.subList(2, 4))
                    .isEqualTo(names.subList(8, 10))
                    .containsExactly(
                            "D on the fakes it learned from: at first → after D",
                            "D on the fakes G is scored on: after D → after G");
            assertThat(List.of(values.get(2), values.get(3), values.get(8), values.get(9)))
                    .isEqualTo(expected);

            Rehearsal.walkTo(browser, board, Stop.RESCORE);
            browser.untilTexts(
                    "fieldset .quiz-question",
                    List.of("Now G is to learn, from fresh fakes. Which target will they be held against?"),
                    "the question");
            browser.click(browser.all("fieldset.quiz button").getLast());
            Rehearsal.walkTo(browser, board, Stop.G_ERROR);
            assertThat(browser.texts(".quiz.right p"))
                    .anyMatch(text -> text.contains("so the target is 1, and the fresh images cost G "));
        });
    }

    /** The two lines about verdicts of one way through the step. */
    private static List<String> verdicts(StepTrace way) {
        Seen.Rescored again = way.at(Stop.RESCORE, Seen.Rescored.class).orElseThrow();
        return List.of(
                way(way.at(Stop.D_ON_FAKES, Seen.Scores.class).orElseThrow().verdicts(), again.fakeVerdicts()),
                way(
                        way.at(Stop.G_ERROR, Seen.ForgerError.class)
                                .orElseThrow()
                                .verdicts(),
                        way.at(Stop.RESULT, Seen.Result.class).orElseThrow().verdicts()));
    }

    @Test
    void scores_are_not_called_probabilities() throws Exception {
        RunDir run = trained("run", game -> game.withLoss(new LossConfig.Hinge()));
        Rehearsal.open(run, "step", (browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Duel(2, 2));
            browser.until(
                    () -> board.view()
                            .duel()
                            .filter(duel -> duel.even().images().isPresent())
                            .isPresent(),
                    "the end of the duel");
            DebugView.Duel duel = board.view().duel().orElseThrow();
            assertThat(duel.probability()).isFalse();
            assertThat(browser.texts(".duel .chart-title").getFirst()).isEqualTo("D’s scores (no probabilities)");
            browser.scrollTo(browser.element(".duel"));
            browser.screenshot("duel-scores");
            Rehearsal.walkTo(browser, board, Stop.D_ON_REALS);
            Map<Stop, Seen> seen = board.view().trace().seen();
            assertThat(duel.even().real().getFirst()).isCloseTo(scores(seen, Stop.D_ON_REALS), within(1e-5));
            assertThat(duel.even().fake().getFirst()).isCloseTo(scores(seen, Stop.D_ON_FAKES), within(1e-5));

            browser.goTo("#/run/0");
            browser.element(".charts");
            assertThat(browser.body())
                    .contains("D’s scores, squeezed between 0 and 1", "σ(D(x))", "σ(D(G(z)))")
                    .doesNotContain("What D believes");
            assertThat(browser.texts(".spread p").getFirst())
                    .endsWith(
                            " With this loss D gives scores, not probabilities; here they are squeezed between 0 and 1.");
            browser.screenshot("dashboard-scores");
        });
    }

    @Test
    void a_run_with_scores_says_so_beside_one_with_probabilities() throws Exception {
        List<RunDir> runs = List.of(
                trained("sure", game -> game), trained("scored", game -> game.withLoss(new LossConfig.Hinge())));
        try (Browser browser = Browser.open();
                WebServer server =
                        WebServer.start(new Site(runs, new LinkedHashMap<>(), "runs", false), Binding.loopback(0))) {
            browser.visit(server.uri());
            browser.goTo("#/compare/0,1");
            browser.element(".charts");
            for (int chart : new int[] {3, 4}) { // D(x) and D(G(z))
                List<String> names = browser.texts(".charts > :nth-child(%d) .legend li".formatted(chart));
                assertThat(names.getFirst()).startsWith("sure ").doesNotContain("score of");
                assertThat(names.get(1)).startsWith("scored (σ of the score)");
            }
            assertThat(browser.texts(".charts > :nth-child(1) .legend li")).noneMatch(text -> text.contains("σ"));
            browser.assertNoComplaints();
        }
    }

    private static double scores(Map<Stop, Seen> seen, Stop stop) {
        return seen.get(stop) instanceof Seen.Scores scores ? mean(scores.logits()) : Double.NaN;
    }
}
