package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.Json;
import dev.gannet.config.LossConfig;
import dev.gannet.trace.Act;
import dev.gannet.trace.plane.PlaneAsk;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView.Outcome;
import dev.gannet.trace.plane.SweepAsk;
import dev.gannet.trace.plane.SweepView;
import dev.gannet.trace.plane.SweepView.Cell;
import dev.gannet.trace.plane.SweepView.State;
import dev.gannet.train.Witness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One game at nine pairs of learning rates. */
@Timeout(120)
class SweepTest {
    private static final PlaneSettings SMALL =
            new PlaneSettings(new LossConfig.Bce(), 0.01, 0.002, 0.5, 1, 16, 2, 2, 2, 8, 5);

    private final PlaneGame game = new PlaneGame("good");
    private final Act<SweepView, SweepAsk> sweep = game.sweep();

    @AfterEach
    void end() {
        game.close();
        assertThat(sweep.view().state()).isEqualTo(State.ENDED);
        assertThat(sweep.view().note()).isEmpty();
    }

    @Test
    void there_is_nothing_to_see_before_somebody_asks() {
        assertThat(sweep.view().state()).isEqualTo(State.NONE);
        assertThat(sweep.view().cells()).isEmpty();
        assertThat(sweep.view().game()).isEmpty();
    }

    @Test
    void every_cell_begins_where_the_others_do_and_each_is_the_game_at_its_own_rates() throws Exception {
        play("two", SMALL);
        CountDownLatch begun = new CountDownLatch(1);
        SweepView[] first = new SweepView[1];
        sweep.onChange(() -> {
            if (begun.getCount() == 1) {
                first[0] = sweep.view();
                begun.countDown();
            }
        });
        ask(new SweepAsk.Start(150));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        SweepView done = await(view -> view.state() == State.DONE);

        assertThat(first[0].state()).isEqualTo(State.RUNNING);
        assertThat(first[0].cells()).hasSize(9).allSatisfy(cell -> {
            assertThat(cell.step()).isZero();
            assertThat(cell.made()).isDeepEqualTo(first[0].cells().getFirst().made());
        });
        assertThat(done.lrD()).containsExactly(0.002, 0.01, 0.05);
        assertThat(done.lrG()).containsExactly(0.0004, 0.002, 0.01);
        assertThat(done.game().orElseThrow().distribution()).isEqualTo("two");
        assertThat(done.game().orElseThrow().modes()).isEqualTo(2);
        for (int i = 0; i < 9; i++) {
            assertIsTheGame(done.cells().get(i), done.lrD()[i % 3], done.lrG()[i / 3], 150);
        }
    }

    /** Against a game that is trained alone. */
    private static void assertIsTheGame(Cell cell, double lrD, double lrG, int steps) throws InterruptedException {
        try (Arena alone = new Arena(Distribution.named("two"), SMALL.withRates(lrD, lrG))) {
            for (int i = 0; i < steps; i++) {
                alone.step(Optional.empty(), Witness.NONE);
            }
            assertThat(cell.lrD()).isEqualTo(lrD);
            assertThat(cell.lrG()).isEqualTo(lrG);
            assertThat(cell.step()).isEqualTo(steps);
            assertThat(cell.metrics()).isEqualTo(alone.metrics());
            assertThat(cell.made()[Sweep.SHOWN - 1][0]).isCloseTo(alone.made()[Sweep.SHOWN - 1][0], within(1e-3));
            assertThat(cell.outcome()).isEqualTo(Outcome.EARLY);
            assertThat(cell.trouble()).isEmpty();
        }
    }

    @Test
    void a_sweep_can_be_given_up_and_begun_anew_while_the_game_goes_on() throws Exception {
        ask(new SweepAsk.Start(5000));
        await(view -> view.state() == State.RUNNING && view.cells().getFirst().step() >= 100);
        assertThat(game.ask(new PlaneAsk.Step())).isTrue();
        while (game.view().step() < 1) {
            Thread.sleep(5);
        }
        ask(new SweepAsk.End());
        SweepView stopped = await(view -> view.state() == State.STOPPED);

        assertThat(stopped.cells()).allSatisfy(cell -> assertThat(cell.step()).isLessThan(5000));
        play("ring", SMALL);
        ask(new SweepAsk.Start(100));
        SweepView next = await(view -> view.state() == State.DONE);
        assertThat(next.steps()).isEqualTo(100);
        assertThat(next.game().orElseThrow().distribution()).isEqualTo("ring");
        assertThat(next.game().orElseThrow().modes()).isZero();
    }

    @Test
    void a_sweep_asked_for_while_one_runs_takes_its_place() throws Exception {
        ask(new SweepAsk.Start(5000));
        await(view -> view.state() == State.RUNNING);
        play("two", SMALL);
        ask(new SweepAsk.Start(100));

        assertThat(await(view -> view.state() == State.DONE).steps()).isEqualTo(100);
    }

    @Test
    void numbers_that_are_not_finite_end_a_cell_and_no_other() throws Exception {
        PlaneSettings wild = new PlaneSettings(new LossConfig.LeastSquares(), 1, 1, 0.5, 1, 16, 2, 4, 4, 128, 5);
        play("two", wild);
        ask(new SweepAsk.Start(100));

        List<Cell> cells = await(view -> view.state() == State.DONE).cells();
        assertThat(cells.getLast().trouble()).isPresent();
        assertThat(cells.getLast().step()).isLessThan(100);
        assertThat(cells.getFirst().trouble()).isEmpty();
        assertThat(cells.getFirst().step()).isEqualTo(100);
    }

    @Test
    void rates_are_a_factor_of_five_apart_and_never_above_1() {
        assertThat(Sweep.rates(0.002)).containsExactly(0.0004, 0.002, 0.01);
        assertThat(Sweep.rates(0.5)).containsExactly(0.04, 0.2, 1);
    }

    @Test
    void a_view_is_small_json_and_requests_out_of_range_are_refused() throws Exception {
        play("eight", SMALL);
        ask(new SweepAsk.Start(100));
        SweepView view = await(now -> now.state() == State.DONE);
        Json json = new Json();

        assertThat(json.line(view).length()).isLessThan(60_000);
        assertThat(json.read("{\"do\":\"end\"}", SweepAsk.class, "sweep")).isEqualTo(new SweepAsk.End());
        assertThatThrownBy(() -> json.read("{\"do\":\"start\",\"steps\":5001}", SweepAsk.class, "sweep"))
                .hasMessage("sweep: steps is 5001; expected 100 to 5000");
    }

    private void play(String distribution, PlaneSettings settings) throws InterruptedException {
        assertThat(game.ask(new PlaneAsk.Setup(distribution, settings))).isTrue();
        while (!game.view().distribution().equals(distribution)
                || !game.view().settings().equals(settings)) {
            Thread.sleep(5);
        }
    }

    private void ask(SweepAsk request) {
        assertThat(sweep.ask(request)).isTrue();
    }

    private SweepView await(Predicate<SweepView> wanted) throws InterruptedException {
        while (true) {
            SweepView view = sweep.view();
            if (wanted.test(view)) {
                return view;
            }
            Thread.sleep(5);
        }
    }
}
