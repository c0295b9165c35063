package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThinnedTest {
    private static List<Integer> of(int most, int count) {
        Thinned<Integer> thinned = new Thinned<>(most);
        for (int i = 0; i < count; i++) {
            thinned.add(i);
        }
        return thinned.all();
    }

    @Test
    void what_fits_is_kept() {
        assertThat(of(5, 0)).isEmpty();
        assertThat(of(5, 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void what_does_not_fit_is_thinned_evenly() {
        assertThat(of(5, 5)).containsExactly(0, 2, 4);
        assertThat(of(5, 6)).containsExactly(0, 2, 4, 5);
        assertThat(of(5, 7)).containsExactly(0, 2, 4, 6);
        assertThat(of(5, 8)).containsExactly(0, 2, 4, 6, 7);
        assertThat(of(5, 9)).containsExactly(0, 4, 8);
        assertThat(of(5, 12)).containsExactly(0, 4, 8, 11);
    }

    @Test
    void there_are_never_too_many_and_always_the_first_and_the_newest() {
        for (int most : List.of(2, 3, 4, 7, 200)) {
            for (int count = 1; count < 2_000; count += 7) {
                List<Integer> kept = of(most, count);
                assertThat(kept)
                        .as("%d of %d", most, count)
                        .hasSizeLessThanOrEqualTo(most)
                        .isSorted()
                        .startsWith(0)
                        .endsWith(count - 1);
                assertThat(kept.size()).isGreaterThanOrEqualTo(Math.min(count, most / 2));
                for (int i = 2; i + 1 < kept.size(); i++) {
                    assertThat(kept.get(i) - kept.get(i - 1)).isEqualTo(kept.get(1) - kept.get(0));
                }
            }
        }
    }
}
