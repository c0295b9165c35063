package dev.gannet.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import dev.gannet.data.archive.Stored;
import org.junit.jupiter.api.Test;

/** Damaged files end in a picture or a reason, and in nothing else. */
class DecoderFuzzTest {
    private static final long SEED = 20_261_124;
    /** Files by default and in the full build. */
    private static final int AMOUNT = Faults.amount(6_000, 150_000);
    /** The limit of the decoder, and a second for a machine that does other things. */
    private static final long MOST_MILLISECONDS = 6_000;

    @Test
    void every_damaged_file_ends_in_a_picture_or_a_reason_in_time() {
        FuzzRun run = FuzzRun.of(SEED, AMOUNT);
        assertThat(run.files()).isEqualTo(AMOUNT);
        assertThat(run.slowest()).isLessThan(MOST_MILLISECONDS);
        assertThat(run.endings().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(AMOUNT);
        // were all refused alike, the damage would hide what lies behind the first check
        assertThat(run.endings().get("picture")).as("still taken").isBetween(AMOUNT / 10, AMOUNT / 2);
        assertThat(run.endings()).containsKeys("truncated", "damaged", "zero-size", "too-large", "unsupported");
    }

    @Test
    void every_file_of_the_set_is_valid_before_it_is_damaged() throws Rejected {
        Decoder decoder = new Decoder();
        for (byte[] file : FuzzSeeds.all()) {
            assertThat(decoder.decode(new Stored.File(file)).samples()).isNotEmpty();
        }
    }
}
