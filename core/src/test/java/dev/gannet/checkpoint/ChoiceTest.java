package dev.gannet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.RealDisk;
import dev.gannet.storage.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceTest {
    private final CheckpointStore store;

    ChoiceTest(@TempDir Path folder) {
        store = new CheckpointStore(
                new RealDisk(), folder.resolve("checkpoints"), new Retention(100), Duration.ofMillis(1));
    }

    private void save(long step, Optional<Double> score) throws IOException {
        SequencedMap<String, List<byte[]>> files = new LinkedHashMap<>();
        files.put("state.json", List.of("{}".getBytes(StandardCharsets.UTF_8)));
        store.save(new Manifest.About("test", step, true, score, Optional.empty()), files);
    }

    private void damage(long step) throws IOException {
        Files.writeString(store.at(step).resolve("state.json"), " ", StandardOpenOption.APPEND);
    }

    private static void isAbout(Choice choice, Optional<Long> step, Long... rejected) {
        assertThat(choice.chosen().map(Manifest::step)).isEqualTo(step);
        assertThat(choice.rejected()).extracting(Choice.Rejected::step).containsExactly(rejected);
    }

    @Test
    void checkpoints_that_cannot_be_listed_are_not_taken_for_none(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("checkpoints"), "");
        CheckpointStore broken = new CheckpointStore(new RealDisk(), file, new Retention(100), Duration.ofMillis(1));
        String message = "checkpoints cannot be listed: %s is not a folder".formatted(file);
        assertThatThrownBy(() -> Choice.newest(broken))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessage(message);
        assertThatThrownBy(() -> Choice.best(broken)).hasMessage(message);
    }

    /** Its distance may be greater than that of an earlier one, which left out more of the real pictures. */
    @Test
    void the_newest_with_a_score_is_the_best_for_it_was_when_it_was_saved() throws IOException {
        save(1, Optional.of(9.0));
        save(2, Optional.of(3.0));
        save(3, Optional.of(5.0));
        save(4, Optional.empty());
        isAbout(Choice.best(store), Optional.of(3L));
        damage(1);
        damage(4);
        isAbout(Choice.best(store), Optional.of(3L), 4L);
        damage(3);
        isAbout(Choice.best(store), Optional.of(2L), 4L, 3L);
    }

    @Test
    void where_none_has_a_score_the_newest_is_the_best_and_only_newer_ones_are_passed_over() throws IOException {
        for (long step = 1; step <= 4; step++) {
            save(step, Optional.empty());
        }
        damage(2);
        damage(4);
        isAbout(Choice.best(store), Optional.of(3L), 4L);
        isAbout(Choice.newest(store), Optional.of(3L), 4L);
        damage(1);
        damage(3);
        isAbout(Choice.best(store), Optional.empty(), 4L, 3L, 2L, 1L);
    }
}
