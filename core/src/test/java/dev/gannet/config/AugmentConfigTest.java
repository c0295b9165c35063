package dev.gannet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AugmentConfigTest {
    private final Json json = new Json();

    @Test
    void every_name_means_a_configuration_that_has_this_name_and_survives_json() {
        AugmentConfig.byName().forEach((name, config) -> {
            assertThat(config.shortName()).isEqualTo(name);
            assertThat(json.read(json.line(config), AugmentConfig.class, "test"))
                    .isEqualTo(config);
        });
        assertThat(AugmentConfig.byName().keySet())
                .containsExactly("ada", "diff", "diff-color", "diff-translation-cutout", "none");
        assertThat(new AugmentConfig.Diff(true, false, true).shortName()).isEqualTo("diff-color-cutout");
    }

    @Test
    void the_json_says_what_it_is() {
        assertThat(json.line(AugmentConfig.Diff.ALL))
                .isEqualTo("{\"type\":\"diff\",\"color\":true,\"translation\":true,\"cutout\":true}");
        assertThat(json.line(AugmentConfig.Ada.PAPER))
                .isEqualTo("{\"type\":\"ada\",\"target\":0.6,\"initial\":0.0,\"speedKimg\":500.0}");
    }

    @Test
    void a_run_starts_at_its_strength() {
        assertThat(new AugmentConfig.None().initialStrength()).isZero();
        assertThat(AugmentConfig.Diff.ALL.initialStrength()).isEqualTo(1);
        assertThat(new AugmentConfig.Ada(0.5, 0.25, 100).initialStrength()).isEqualTo(0.25);
    }

    @Test
    void every_range_has_its_message() {
        says(
                () -> new AugmentConfig.Diff(false, false, false),
                "augment.diff has neither color nor translation nor cutout; choose one, or --augment none");
        says(() -> new AugmentConfig.Ada(1, 0, 1), "augment.target is 1.0; expected a number above 0 and below 1");
        says(() -> new AugmentConfig.Ada(0.6, Double.NaN, 1), "augment.initial is NaN; expected 0 to 1");
        says(
                () -> new AugmentConfig.Ada(0.6, 0, 0),
                "augment.speedKimg is 0.0; expected a number above 0, at most 1000000");
    }

    private static void says(ThrowingCallable wrong, String message) {
        assertThatThrownBy(wrong).isInstanceOf(UserException.class).hasMessage(message);
    }
}
