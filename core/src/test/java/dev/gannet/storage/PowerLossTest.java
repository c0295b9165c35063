package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gannet.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * No loss of power loses what was saved, and none leaves half of a checkpoint: many seeded stories. That they would notice
 * is shown by disks that lie and by a wrong order of writing, each of which must spoil at least one of the same stories.
 */
class PowerLossTest {
    private static final int STORIES = Faults.amount(500, 10_000);

    @Test
    void a_saved_checkpoint_survives_and_none_is_seen_in_part() {
        for (long seed = 0; seed < STORIES; seed++) {
            long failed = seed;
            PowerLossStory.failure(seed, new FaultDisk(), disk -> disk).ifPresent(why -> fail("seed " + failed, why));
        }
    }

    /**
     * A process is killed anywhere in its second save. The next one finds what it finds, prunes, and loses the power anywhere
     * in that: what it built on must not be less certain than what it deletes.
     */
    @Test
    void pruning_after_a_kill_deletes_nothing_that_may_still_be_needed() throws IOException {
        int places = 0;
        for (int kill = 0; kill < 30; kill++) {
            for (int loss = 0; loss < 20; loss++) {
                FaultDisk disk = new FaultDisk();
                CheckpointStore store = keepsOne(disk);
                store.save(Samples.about(1), Samples.files(1));
                until(disk, kill, () -> store.save(Samples.about(2), Samples.files(2)));
                CheckpointStore next = keepsOne(disk);
                until(disk, loss, () -> {
                    next.sweep();
                    next.prune();
                });
                for (int seed = 0; seed < Faults.amount(8, 200); seed++) {
                    CheckpointStore found = keepsOne(disk.afterPowerLoss(seed));
                    List<Long> steps = found.steps();
                    String place = "killed after %d, power lost after %d, seed %d".formatted(kill, loss, seed);
                    assertThat(steps).as(place).isNotEmpty();
                    for (long step : steps) {
                        assertThat(Samples.holds(found, step, Samples.files(step)))
                                .as(place)
                                .isTrue();
                    }
                    places++;
                }
            }
        }
        assertThat(places).isGreaterThan(4000);
    }

    private static CheckpointStore keepsOne(Disk disk) {
        return new CheckpointStore(disk, Path.of("/checkpoints"), new Retention(1), Duration.ZERO);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void until(FaultDisk disk, int operations, Work work) throws IOException {
        disk.loseThePowerAfter(operations);
        try {
            work.run();
        } catch (FaultDisk.PowerLoss e) {
            // as planned
        }
        disk.keepThePower();
    }

    @Test
    void the_stories_notice_files_that_were_not_forced() {
        assertSomeStoryFails(() -> new FaultDisk(false, _ -> true), disk -> disk, "[step ");
    }

    @Test
    void the_stories_notice_a_temporary_folder_that_was_not_forced() {
        assertSomeStoryFails(
                () -> new FaultDisk(true, folder -> !folder.toString().contains(".tmp-")), disk -> disk, "[step ");
    }

    @Test
    void the_stories_notice_a_checkpoints_folder_that_was_not_forced() {
        assertSomeStoryFails(
                () -> new FaultDisk(true, folder -> !folder.equals(PowerLossStory.CHECKPOINTS)),
                disk -> disk,
                "[newest intact step]");
    }

    @Test
    void the_stories_notice_a_run_folder_that_was_not_forced() {
        assertSomeStoryFails(
                () -> new FaultDisk(true, folder -> !folder.equals(PowerLossStory.CHECKPOINTS.getParent())),
                disk -> disk,
                "[newest intact step]");
    }

    @Test
    void the_stories_notice_a_manifest_and_a_name_that_come_before_the_content() {
        assertSomeStoryFails(FaultDisk::new, ManifestFirst::new, "[step ");
    }

    @Test
    void the_stories_notice_a_checkpoint_that_is_written_in_place() {
        assertSomeStoryFails(FaultDisk::new, InPlace::new, "[step ");
    }

    private static void assertSomeStoryFails(Supplier<FaultDisk> disk, Function<FaultDisk, Disk> view, String symptom) {
        assertThat(LongStream.range(0, STORIES)
                        .mapToObj(seed -> PowerLossStory.failure(seed, disk.get(), view))
                        .flatMap(Optional::stream)
                        .anyMatch(why -> String.valueOf(why.getMessage()).startsWith(symptom)))
                .as("some story ends with " + symptom)
                .isTrue();
    }

    /** Writes the other files of a checkpoint after its manifest, when it has its final name already. */
    private static final class ManifestFirst extends PassingDisk {
        private final Map<String, byte[]> late = new LinkedHashMap<>();

        ManifestFirst(Disk disk) {
            super(disk);
        }

        @Override
        public Writing create(Path file) throws IOException {
            return file.endsWith(Manifest.NAME) ? super.create(file) : new LateWriting(file);
        }

        private final class LateWriting implements Writing {
            private final String name;

            LateWriting(Path file) {
                name = file.getFileName().toString();
                late.put(name, new byte[0]);
            }

            @Override
            public void write(ByteBuffer bytes) {
                late.computeIfPresent(name, (_, before) -> {
                    byte[] part = new byte[bytes.remaining()];
                    bytes.get(part);
                    return Samples.joined(List.of(before, part));
                });
            }

            @Override
            public void force() {}

            @Override
            public void close() {}
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            super.move(from, to);
            for (var file : late.entrySet()) {
                try (Writing out = super.create(to.resolve(file.getKey()))) {
                    out.write(ByteBuffer.wrap(file.getValue()));
                    out.force();
                }
            }
            late.clear();
            super.forceFolder(to);
        }
    }

    /** Knows no temporary folders. */
    private static final class InPlace extends PassingDisk {
        InPlace(Disk disk) {
            super(disk);
        }

        private static Path place(Path path) {
            return Path.of(path.toString().replaceFirst("\\.tmp-(step-\\d+)-\\d+", "$1"));
        }

        @Override
        public Writing create(Path file) throws IOException {
            return super.create(place(file));
        }

        @Override
        public void makeFolder(Path folder) throws IOException {
            super.makeFolder(place(folder));
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            if (!place(from).equals(to)) {
                super.move(from, to);
            }
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            super.forceFolder(place(folder));
        }
    }
}
