package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.storage.Manifest.About;
import dev.gannet.storage.Manifest.FileEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving, looking, keeping and putting aside, on a disk that works. */
class CheckpointStoreTest {
    @TempDir
    private Path folder = Path.of("");

    private CheckpointStore store(int last) {
        return new CheckpointStore(
                new RealDisk(), folder.resolve("checkpoints"), new Retention(last), Duration.ofMillis(1));
    }

    private CheckpointStore storeWith(long... steps) throws IOException {
        CheckpointStore store = store(1);
        for (long step : steps) {
            store.save(Samples.about(step), Samples.files(step));
        }
        return store;
    }

    private static void save(CheckpointStore store, long step, boolean healthy, double score) throws IOException {
        store.save(new About("0.1.0-test", step, healthy, Optional.of(score), Optional.empty()), Samples.files(step));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> children = Files.list(folder.resolve("checkpoints"))) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        for (Path file : new RealDisk().list(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    /** Changes a manifest and seals it again, as a later version would, or someone who means harm. */
    private static void reseal(Path checkpoint, String from, String to) throws IOException {
        Path file = checkpoint.resolve(Manifest.NAME);
        String before = Files.readString(file);
        String text = before.replace(from, to);
        assertThat(text).isNotEqualTo(before);
        int seal = text.lastIndexOf("\"sha256\" : \"") + "\"sha256\" : \"".length();
        String unsealed = text.substring(0, seal) + text.substring(seal + 64);
        String hash = Durable.sha256(List.of(unsealed.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(file, text.substring(0, seal) + hash + text.substring(seal + 64));
    }

    @Test
    void what_was_saved_is_read_back() throws IOException {
        CheckpointStore store = store(3);
        assertThat(store.steps()).isEmpty();
        About about = new About("0.1.0-test", 1000, false, Optional.of(31.25), Optional.of("ab".repeat(32)));
        Manifest saved = store.save(about, Samples.files(1));
        assertThat(store.at(1000)).isEqualTo(folder.resolve("checkpoints/step-00001000"));
        assertThat(store.verify(1000)).isEqualTo(new Verdict.Intact(saved));
        assertThat(store.manifest(1000)).contains(saved);
        assertThat(Samples.holds(store, 1000, Samples.files(1))).isTrue();
        assertThat(names()).containsExactly("step-00001000");
        assertThat(saved.step()).isEqualTo(1000);
        assertThat(saved.healthy()).isFalse();
        assertThat(saved.score()).contains(31.25);
        assertThat(saved.parent()).contains("ab".repeat(32));
        assertThat(saved.files())
                .extracting(FileEntry::name)
                .containsExactly("generator.safetensors", "optimizer.safetensors", "state.json");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, -0.0, 1e-300, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY})
    void any_score_is_read_back(double score) throws IOException {
        CheckpointStore store = store(1);
        save(store, 1, true, score);
        assertThat(store.manifest(1).orElseThrow().score()).contains(score);
    }

    @Test
    void steps_are_in_order_and_other_names_do_not_count() throws IOException {
        CheckpointStore store = storeWith(100_000_000, 20, 3);
        for (String other : List.of("step-7", "step-000000007", "step-0000000x", "step-00000007.corrupt", "notes")) {
            Files.createDirectory(folder.resolve("checkpoints").resolve(other));
        }
        assertThat(store.steps()).containsExactly(3L, 20L, 100_000_000L);
    }

    /** Formatting takes the digits of the user's language, and no step would be found again. */
    @Test
    void names_do_not_depend_on_the_language() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(storeWith(5).steps()).containsExactly(5L);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(names()).containsExactly("step-00000005");
    }

    @Test
    void a_step_is_never_written_over() throws IOException {
        CheckpointStore store = storeWith(2);
        assertThatThrownBy(() -> store.save(Samples.about(2), Samples.files(99)))
                .isInstanceOf(IOException.class)
                .hasMessage(store.at(2) + ": exists already");
        assertThat(Samples.holds(store, 2, Samples.files(2))).isTrue();
        assertThat(names()).containsExactly("step-00000002");
    }

    @Test
    void the_newest_are_kept() throws IOException {
        storeWith(1, 2, 3, 4);
        CheckpointStore store = store(2);
        store.prune();
        assertThat(store.steps()).containsExactly(3L, 4L);
        store.prune();
        assertThat(names()).containsExactly("step-00000003", "step-00000004");
    }

    @Test
    void the_newest_with_a_score_is_kept_for_it_was_the_best_when_it_was_saved() throws IOException {
        CheckpointStore store = store(1);
        save(store, 1, true, 30);
        save(store, 2, true, 10);
        save(store, 3, true, 20);
        store.save(Samples.about(4), Samples.files(4));
        store.save(Samples.about(5), Samples.files(5));
        store.prune();
        assertThat(store.steps()).containsExactly(3L, 5L);
    }

    @Test
    void the_newest_healthy_one_is_kept() throws IOException {
        CheckpointStore store = store(1);
        save(store, 1, true, 20);
        save(store, 2, true, 20);
        save(store, 3, false, 10);
        save(store, 4, false, 30);
        store.prune();
        assertThat(store.steps()).containsExactly(2L, 4L);
    }

    @Test
    void the_beginning_is_kept() throws IOException {
        CheckpointStore store = storeWith(0, 1, 2, 3);
        store.prune();
        assertThat(store.steps()).containsExactly(0L, 3L);
    }

    @Test
    void what_cannot_be_read_is_not_pruned() throws IOException {
        CheckpointStore store = storeWith(1, 2, 3, 4, 5, 6);
        Files.delete(store.at(1).resolve(Manifest.NAME));
        Files.writeString(store.at(2).resolve(Manifest.NAME), "{}");
        reseal(store.at(3), "\"format\" : 1", "\"format\" : 2");
        store.prune();
        assertThat(store.steps()).containsExactly(1L, 2L, 3L, 6L);
    }

    @Test
    void a_copy_under_another_step_does_not_make_the_newest_look_old() throws IOException {
        CheckpointStore store = storeWith(7, 8);
        copy(store.at(7), store.at(9));
        assertThat(store.verify(9)).isEqualTo(new Verdict.Damaged("MANIFEST.json: is of step 7, expected 9"));
        assertThat(store.manifest(9)).isEmpty();
        store.prune();
        assertThat(store.steps()).containsExactly(8L, 9L);
    }

    @Test
    void leftovers_are_swept_and_nothing_else() throws IOException {
        CheckpointStore store = storeWith(1);
        copy(store.at(1), folder.resolve("checkpoints/.tmp-step-00000002-1"));
        copy(store.at(1), folder.resolve("checkpoints/.tmp-old-step-00000000"));
        Files.createDirectory(folder.resolve("checkpoints/step-00000003.corrupt"));
        store.sweep();
        assertThat(names()).containsExactly("step-00000001", "step-00000003.corrupt");
    }

    @Test
    void saving_begins_by_sweeping() throws IOException {
        CheckpointStore store = storeWith(1);
        copy(store.at(1), folder.resolve("checkpoints/.tmp-step-00000002-2"));
        store.save(Samples.about(2), Samples.files(2));
        assertThat(names()).containsExactly("step-00000001", "step-00000002");
    }

    @Test
    void a_damaged_checkpoint_is_put_aside_under_a_free_name() throws IOException {
        CheckpointStore store = storeWith(7);
        assertThat(store.quarantine(7)).isEqualTo("step-00000007.corrupt");
        storeWith(7);
        assertThat(store.quarantine(7)).isEqualTo("step-00000007.corrupt-2");
        storeWith(7);
        assertThat(store.quarantine(7)).isEqualTo("step-00000007.corrupt-3");
        assertThat(store.quarantined())
                .containsExactly("step-00000007.corrupt", "step-00000007.corrupt-2", "step-00000007.corrupt-3");
        assertThat(store.steps()).isEmpty();
        assertThat(folder.resolve("checkpoints/step-00000007.corrupt/state.json"))
                .exists();
        assertThatThrownBy(() -> store.quarantine(7)).isInstanceOf(NoSuchFileException.class);
    }

    private interface Harm {
        void to(Path checkpoint) throws IOException;
    }

    private void assertVerdict(Harm harm, Verdict expected) throws IOException {
        CheckpointStore store = storeWith(1, 2);
        harm.to(store.at(2));
        assertThat(store.verify(2)).isEqualTo(expected);
        assertThat(Samples.holds(store, 1, Samples.files(1))).isTrue();
    }

    private void assertDamaged(Harm harm, String reason) throws IOException {
        assertVerdict(harm, new Verdict.Damaged(reason));
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        assertDamaged(at -> Files.delete(at.resolve("state.json")), "state.json: is missing");
    }

    @Test
    void a_wrong_size_is_named() throws IOException {
        assertDamaged(at -> Files.write(at.resolve("state.json"), new byte[5]), "state.json: has 5 bytes, expected 11");
    }

    @Test
    void a_changed_byte_is_noticed() throws IOException {
        assertDamaged(
                at -> Files.writeString(at.resolve("state.json"), "{\"seed\":3}\n"),
                "state.json: its SHA-256 does not match");
    }

    @Test
    void an_extra_file_is_named() throws IOException {
        assertDamaged(at -> Files.write(at.resolve("more"), new byte[0]), "more: does not belong here");
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_not_read() throws IOException {
        assertDamaged(
                at -> {
                    Files.delete(at.resolve("state.json"));
                    Files.createDirectory(at.resolve("state.json"));
                },
                "cannot be read: is not a regular file");
    }

    @Test
    void a_changed_manifest_is_noticed() throws IOException {
        assertDamaged(
                at -> Files.writeString(
                        at.resolve(Manifest.NAME),
                        Files.readString(at.resolve(Manifest.NAME))
                                .replace("\"healthy\" : true", "\"healthy\" : false")),
                "MANIFEST.json: its SHA-256 does not match");
    }

    @Test
    void a_manifest_of_a_mebibyte_is_not_read() throws IOException {
        assertDamaged(
                at -> Files.write(at.resolve(Manifest.NAME), new byte[(1 << 20) + 1]),
                "cannot be read: MANIFEST.json has 1048577 bytes, expected at most 1048576");
    }

    @Test
    void a_manifest_that_cannot_be_reached_is_not_a_missing_one() throws IOException {
        assertDamaged(
                at -> {
                    Files.delete(at.resolve(Manifest.NAME));
                    Files.createSymbolicLink(at.resolve(Manifest.NAME), Path.of(Manifest.NAME)); // to itself
                },
                "cannot be read: Too many levels of symbolic links or unable to access attributes of symbolic link");
    }

    @Test
    void without_a_manifest_nothing_can_be_said() throws IOException {
        assertVerdict(at -> Files.delete(at.resolve(Manifest.NAME)), new Verdict.Unsealed());
    }

    @Test
    void a_later_layout_is_not_called_damaged() throws IOException {
        String later = "\"format\" : 2,\n  \"invented\" : [ 1, { \"later\" : true } ]";
        assertVerdict(at -> reseal(at, "\"format\" : 1", later), new Verdict.Newer(2, "0.1.0-test"));
    }

    @Test
    void a_later_layout_must_be_sealed_too() throws IOException {
        assertDamaged(
                at -> {
                    reseal(at, "\"format\" : 1", "\"format\" : 2");
                    String text = Files.readString(at.resolve(Manifest.NAME));
                    Files.writeString(at.resolve(Manifest.NAME), text.replace("\"format\" : 2", "\"format\" : 3"));
                },
                "MANIFEST.json: its SHA-256 does not match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "a/b", "..", ".", "", "State.json", "a\\\\b", "a\\u0000"})
    void a_name_that_leads_out_of_the_folder_is_refused_even_if_sealed(String name) throws IOException {
        CheckpointStore store = storeWith(1);
        Files.createFile(folder.resolve("checkpoints/x"));
        reseal(store.at(1), "\"state.json\"", "\"" + name + "\"");
        assertThat(store.verify(1))
                .isInstanceOfSatisfying(
                        Verdict.Damaged.class,
                        damaged -> assertThat(damaged.reason())
                                .startsWith("MANIFEST.json: file name is ")
                                .endsWith("; expected lower-case letters, digits, dots and hyphens"));
        assertThat(store.manifest(1)).isEmpty();
    }

    @Test
    void nothing_is_written_outside_of_the_folder() throws IOException {
        CheckpointStore store = storeWith(1);
        SequencedMap<String, List<byte[]>> files = new LinkedHashMap<>();
        files.put("../x", List.of(new byte[1]));
        assertThatThrownBy(() -> store.save(Samples.about(2), files))
                .isInstanceOf(UserException.class)
                .hasMessage("file name is ../x; expected lower-case letters, digits, dots and hyphens");
        store.sweep();
        assertThat(names()).containsExactly("step-00000001");
    }
}
