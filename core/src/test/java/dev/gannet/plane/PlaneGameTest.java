package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Json;
import dev.gannet.config.LossConfig;
import dev.gannet.config.UserException;
import dev.gannet.trace.Stop;
import dev.gannet.trace.plane.DiracRule;
import dev.gannet.trace.plane.DiracView.Fate;
import dev.gannet.trace.plane.PlaneAsk;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.trace.plane.PlaneView.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The game as a page sees it. */
@Timeout(60)
class PlaneGameTest {
    private final PlaneGame game = new PlaneGame("oscillation");

    @AfterEach
    void end() {
        game.close();
        assertThat(game.view().state()).isEqualTo(State.ENDED);
    }

    @Test
    void it_waits_until_somebody_wants_to_play() {
        PlaneView view = game.view();

        assertThat(view.state()).isEqualTo(State.PAUSED);
        assertThat(view.step()).isZero();
        assertThat(view.preset()).contains("oscillation");
        assertThat(view.modes().length).isEqualTo(8);
        assertThat(view.heat()).hasSize(64 * 64);
    }

    @Test
    void it_plays_and_pauses_with_the_newest_step_in_full_view() throws Exception {
        ask(new PlaneAsk.Play(1e9));
        await(view -> view.step() > 150 && view.state() == State.PLAYING);
        ask(new PlaneAsk.Pause());

        PlaneView view = await(now -> now.state() == State.PAUSED);

        assertThat(view.round().step()).isEqualTo(view.step());
        assertThat(view.round().moved().length).isEqualTo(64);
        assertThat(view.history()).isNotEmpty();
    }

    @Test
    void it_keeps_to_the_speed_that_is_asked_for() throws Exception {
        long start = System.nanoTime();
        ask(new PlaneAsk.Play(20));
        PlaneView view = await(now -> now.step() >= 10);

        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(view.step()).isLessThanOrEqualTo((long) (20 * seconds) + 2);
    }

    @Test
    void a_step_can_be_walked_through_stop_by_stop() throws Exception {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            long before = game.view().version();
            ask(new PlaneAsk.Next());
            PlaneView view = await(now -> now.version() > before && now.state() == State.STOPPED);
            stops.add(view.stop().orElseThrow());
            assertThat(view.round().fake().length > 0).isEqualTo(stops.size() >= 2);
            assertThat(view.round().moved().length > 0).isEqualTo(stops.size() == 13);
        }

        assertThat(stops).containsExactlyElementsOf(List.of(Stop.values()).subList(1, 14));
        ask(new PlaneAsk.Step());
        assertThat(await(now -> now.state() == State.PAUSED).step()).isEqualTo(1);
    }

    @Test
    void the_middle_of_a_step_can_be_left_for_another_game() throws Exception {
        ask(new PlaneAsk.Next());
        await(now -> now.state() == State.STOPPED);
        ask(new PlaneAsk.Preset("strong"));

        PlaneView view = await(now -> now.preset().filter("strong"::equals).isPresent());

        assertThat(view.state()).isEqualTo(State.PAUSED);
        assertThat(view.step()).isZero();
        assertThat(view.stop()).isEmpty();
    }

    @Test
    void it_plays_on_drawn_points_and_keeps_them_when_the_settings_change() throws Exception {
        ask(new PlaneAsk.Draw(new double[][] {{0.5, 0.5}, {-0.5, 0.25}}));
        await(now -> now.distribution().equals("drawn"));
        PlaneSettings other = new PlaneSettings(new LossConfig.Hinge(), 0.01, 0.01, 0, 1, 16, 1, 2, 2, 8, 3);
        ask(new PlaneAsk.Setup("drawn", other));
        await(now -> now.settings().equals(other));
        ask(new PlaneAsk.Step());

        PlaneView view = await(now -> now.step() == 1);

        assertThat(view.distribution()).isEqualTo("drawn");
        assertThat(view.preset()).isEmpty();
        for (double[] point : view.round().real()) {
            assertThat(Math.min(
                            Math.hypot(point[0] - 0.5, point[1] - 0.5), Math.hypot(point[0] + 0.5, point[1] - 0.25)))
                    .isLessThan(0.12);
        }
    }

    @Test
    void it_plays_on_a_table_says_where_its_points_lay_and_keeps_them_when_the_settings_change() throws Exception {
        ask(new PlaneAsk.Csv("100,7\n104,7\n102,9"));
        await(now -> now.distribution().equals("csv"));
        PlaneSettings other = new PlaneSettings(new LossConfig.Hinge(), 0.01, 0.01, 0, 1, 16, 1, 2, 2, 8, 3);
        ask(new PlaneAsk.Setup("csv", other));
        await(now -> now.settings().equals(other));
        ask(new PlaneAsk.Step());

        PlaneView view = await(now -> now.step() == 1);

        assertThat(view.origin()).contains(new PlaneView.Origin(3, 102, 8, 2 / 1.2));
        for (double[] point : view.round().real()) {
            assertThat(Math.min(
                            Math.hypot(point[0], point[1] - 0.6), Math.hypot(Math.abs(point[0]) - 1.2, point[1] + 0.6)))
                    .isLessThan(0.12);
        }
        ask(new PlaneAsk.Setup("ring", other));
        assertThat(await(now -> now.distribution().equals("ring")).origin()).isEmpty();
        ask(new PlaneAsk.Setup("csv", other));
        assertThat(await(now -> now.note().isPresent()).note().orElseThrow()).startsWith("unknown distribution 'csv'");
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line() throws Exception {
        ask(new PlaneAsk.Preset("god"));

        assertThat(await(now -> now.note().isPresent()).note())
                .contains("unknown preset 'god'; did you mean 'good'? known: good, collapse, strong, oscillation");
    }

    @Test
    void a_game_that_breaks_says_so_in_its_last_view() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        game.onChange(() -> {
            if (!broken.getAndSet(true)) {
                throw new IllegalStateException("broken on purpose");
            }
        });
        ask(new PlaneAsk.Step());

        PlaneView view = await(now -> now.state() == State.ENDED);

        assertThat(view.step()).isEqualTo(1);
        assertThat(view.note())
                .contains("the game has ended by a mistake of ours: "
                        + "java.lang.IllegalStateException: broken on purpose");
    }

    @Test
    void the_smallest_gan_is_played_beside_the_game() throws Exception {
        assertThat(game.view().dirac().fate()).isEqualTo(Fate.CIRCLES);
        ask(new PlaneAsk.Dirac(new DiracRule(0.2, 0.5, true, 1, 1)));

        PlaneView view = await(now -> now.dirac().fate() == Fate.SPIRALS_IN);

        assertThat(view.step()).isZero();
    }

    @Test
    void a_view_is_small_json_and_requests_are_read_from_it() throws Exception {
        ask(new PlaneAsk.Step());
        PlaneView view = await(now -> now.step() == 1);
        Json json = new Json();

        assertThat(json.line(view).length()).isLessThan(200_000);
        assertThat(json.read("{\"do\":\"play\",\"perSecond\":30}", PlaneAsk.class, "request"))
                .isEqualTo(new PlaneAsk.Play(30));
        assertThat(json.read(json.line(new PlaneAsk.Setup("ring", view.settings())), PlaneAsk.class, "request"))
                .isEqualTo(new PlaneAsk.Setup("ring", view.settings()));
    }

    @Test
    void requests_out_of_range_are_refused_with_the_reason() {
        Json json = new Json();

        assertThatThrownBy(() -> json.read("{\"do\":\"draw\",\"points\":[[0,9]]}", PlaneAsk.class, "request"))
                .isInstanceOf(UserException.class)
                .hasMessage("request: points is [0.0, 9.0]; expected two numbers from -1.5 to 1.5 each");
        assertThatThrownBy(() -> new PlaneGame("goood"))
                .hasMessage("unknown preset 'goood'; did you mean 'good'? known: good, collapse, strong, oscillation");
    }

    private void ask(PlaneAsk request) {
        assertThat(game.ask(request)).isTrue();
    }

    private PlaneView await(Predicate<PlaneView> wanted) throws InterruptedException {
        while (true) {
            PlaneView view = game.view();
            if (wanted.test(view)) {
                return view;
            }
            Thread.sleep(5);
        }
    }
}
