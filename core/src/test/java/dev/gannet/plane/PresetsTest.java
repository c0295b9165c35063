package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.plane.PlaneView.Moment;
import dev.gannet.trace.plane.PlaneView.Outcome;
import dev.gannet.trace.plane.PlaneView.Preset;
import dev.gannet.train.Witness;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The presets do what their labels say: each is played to its end. */
class PresetsTest {
    private static final int LAST = 5;

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    static List<Preset> presets() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_preset_ends_as_its_label_says(Preset preset) throws Exception {
        List<Moment> history = play(preset, preset.steps() * Faults.amount(1, 2));
        Distribution data = Distribution.named(preset.distribution());

        assertThat(new Judge(data.modes().length).of(history)).isEqualTo(preset.expected());
        check(preset.expected(), history.subList(history.size() - LAST, history.size()));
    }

    /** The numbers that the page's words are about. */
    private static void check(Outcome outcome, List<Moment> last) {
        double modes = mean(last, moment -> moment.metrics().modes());
        double divergence = mean(last, moment -> moment.metrics().shannon());
        switch (outcome) {
            case GOOD -> {
                assertThat(modes).isGreaterThan(7);
                assertThat(mean(last, moment -> moment.metrics().quality())).isGreaterThan(0.6);
                assertThat(divergence).isLessThan(0.5);
            }
            case COLLAPSE -> {
                assertThat(modes).isEqualTo(1); // of 2
                assertThat(mean(last, moment -> moment.metrics().quality())).isGreaterThan(0.9);
                assertThat(mean(last, Moment::travel)).isLessThan(0.15);
            }
            case STRONG -> {
                assertThat(mean(last, Moment::onReal)).isGreaterThan(0.95);
                assertThat(mean(last, Moment::onFake)).isLessThan(0.05);
                assertThat(divergence).isGreaterThan(0.85);
            }
            case OSCILLATION -> {
                assertThat(mean(last, Moment::travel)).isGreaterThan(0.25);
                assertThat(divergence).isGreaterThan(0.6);
            }
            case EARLY, OPEN -> throw new AssertionError("no preset is meant to end like this");
        }
    }

    @Test
    void every_way_to_end_has_a_preset() {
        assertThat(presets())
                .extracting(Preset::expected)
                .containsExactlyInAnyOrder(Outcome.GOOD, Outcome.COLLAPSE, Outcome.STRONG, Outcome.OSCILLATION);
        assertThat(PlaneGame.presets()).containsExactly("good", "collapse", "strong", "oscillation");
    }

    @Test
    void a_game_that_has_just_begun_is_not_judged() throws Exception {
        Preset good = Presets.all().getFirst();

        assertThat(new Judge(8).of(play(good, 9 * Arena.BETWEEN))).isEqualTo(Outcome.EARLY);
    }

    private static List<Moment> play(Preset preset, int steps) throws InterruptedException {
        try (Arena arena = new Arena(Distribution.named(preset.distribution()), preset.settings())) {
            for (int i = 0; i < steps; i++) {
                assertThat(arena.step(Optional.empty(), Witness.NONE)).isEmpty();
            }
            return List.copyOf(arena.history());
        }
    }

    private static double mean(List<Moment> moments, ToDoubleFunction<Moment> number) {
        return moments.stream().mapToDouble(number).average().orElseThrow();
    }
}
