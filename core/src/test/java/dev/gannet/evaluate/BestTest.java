package dev.gannet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.Lookalikes;
import dev.gannet.run.RunEvent.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BestTest {
    private final List<Scores> scores = new ArrayList<>();

    private BestTest scored(String hash, double distance, double coverage) {
        scores.add(new Scores(
                scores.size() + 1,
                1,
                100,
                1,
                "cls",
                hash,
                distance,
                1,
                1,
                0.5,
                0.6,
                coverage,
                0.97,
                new Lookalikes(100, 0, 0),
                Optional.empty(),
                Optional.empty()));
        return this;
    }

    private BestTest scored(double distance, double coverage) {
        return scored("a", distance, coverage);
    }

    /** The step of the best so far; the first is 1. */
    private Optional<Long> best() {
        return Best.of(scores).map(Scores::step);
    }

    @Test
    void among_pictures_that_cover_alike_the_nearest_are_the_best() {
        assertThat(best()).isEmpty();
        assertThat(scored(9, 0.8).best()).contains(1L);
        assertThat(scored(5, 0.8).best()).contains(2L);
        assertThat(scored(7, 0.81).best()).contains(2L);
        assertThat(scored(5, 0.8).best()).as("as good is not better").contains(2L);
    }

    @Test
    void nearer_ones_that_cover_less_than_95_percent_of_the_best_so_far_are_not_better() {
        assertThat(scored(9, 0.8).scored(5, 0.755).best()).contains(1L);
        assertThat(scored(6, 0.765).best()).contains(3L);
    }

    @Test
    void who_covers_much_more_takes_the_place_of_the_nearest() {
        assertThat(scored(5, 0.5).scored(6, 0.9).best()).contains(2L);
        assertThat(scored(4, 0.5).best())
                .as("too few, now that more is possible")
                .contains(2L);
    }

    /** The first would be: it is nearer than the third, and covers enough. But its checkpoint went when the second was better. */
    @Test
    void what_was_passed_over_does_not_come_back() {
        assertThat(scored(7, 0.88).best()).contains(1L);
        assertThat(scored(5, 0.84).best()).contains(2L);
        assertThat(scored(9, 0.9).best()).contains(3L);
    }

    @Test
    void a_distance_that_is_no_number_is_never_the_best() {
        assertThat(scored(Double.NaN, 0.99).best()).isEmpty();
        assertThat(scored(5, 0.5).best()).as("nor does it set the coverage").contains(2L);
        assertThat(scored(Double.NaN, 0.5).best()).contains(2L);
        assertThat(scored(4, 0.5).best()).contains(4L);
    }

    @Test
    void scores_in_other_features_do_not_count() {
        assertThat(scored("old", 1, 0.99).scored("new", 50, 0.5).best()).contains(2L);
    }

    @Test
    void where_nothing_is_covered_the_nearest_are_the_best() {
        assertThat(scored(9, 0).scored(5, 0).best()).contains(2L);
    }
}
