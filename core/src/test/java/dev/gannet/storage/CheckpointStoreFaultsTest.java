package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A save on a disk of which one thing fails: tried three times, told, and without a trace. */
class CheckpointStoreFaultsTest {
    @TempDir
    private Path folder = Path.of("");

    private int failures;

    @BeforeEach
    void saveTheFirst() throws IOException {
        store(new RealDisk()).save(Samples.about(1), Samples.files(1));
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    private CheckpointStore store(Disk disk) {
        return new CheckpointStore(disk, checkpoints(), Retention.DEFAULT, Duration.ofMillis(1));
    }

    private void failIfItShould() throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("Input/output error");
        }
    }

    private static void saveSecond(CheckpointStore store) throws IOException {
        store.save(Samples.about(2), Samples.files(2));
    }

    /** With two failures it is saved, with three it is not, and either way nothing else is there. */
    private void assertThirdAttemptDecides(Disk disk) throws IOException {
        CheckpointStore store = store(disk);
        failures = 3;
        assertThatThrownBy(() -> saveSecond(store))
                .isInstanceOf(IOException.class)
                .hasMessage("Input/output error");
        assertThat(failures).isZero();
        assertThat(disk.list(checkpoints())).containsExactly(store.at(1));
        assertThat(Samples.holds(store, 1, Samples.files(1))).isTrue();
        failures = 2;
        saveSecond(store);
        assertThat(failures).isZero();
        assertThat(disk.list(checkpoints())).containsExactly(store.at(1), store.at(2));
        assertThat(Samples.holds(store, 2, Samples.files(2))).isTrue();
    }

    @Test
    void a_file_that_cannot_be_created() throws IOException {
        assertThirdAttemptDecides(new PassingDisk(new RealDisk()) {
            @Override
            public Writing create(Path file) throws IOException {
                failIfItShould();
                return super.create(file);
            }
        });
    }

    @Test
    void a_folder_that_cannot_be_made() throws IOException {
        assertThirdAttemptDecides(new PassingDisk(new RealDisk()) {
            @Override
            public void makeFolder(Path folder) throws IOException {
                failIfItShould();
                super.makeFolder(folder);
            }
        });
    }

    @Test
    void a_rename_that_fails() throws IOException {
        assertThirdAttemptDecides(new PassingDisk(new RealDisk()) {
            @Override
            public void move(Path from, Path to) throws IOException {
                failIfItShould();
                super.move(from, to);
            }
        });
    }

    @Test
    void a_run_folder_that_cannot_be_forced() throws IOException {
        assertThirdAttemptDecides(new PassingDisk(new RealDisk()) {
            @Override
            public void forceFolder(Path path) throws IOException {
                if (path.equals(folder)) {
                    failIfItShould();
                }
                super.forceFolder(path);
            }
        });
    }

    @Test
    void a_temporary_folder_that_cannot_be_forced() throws IOException {
        assertThirdAttemptDecides(new PassingDisk(new RealDisk()) {
            @Override
            public void forceFolder(Path path) throws IOException {
                if (Durable.isTemporary(path)) {
                    failIfItShould();
                }
                super.forceFolder(path);
            }
        });
    }

    /** Lets some step of writing a file fail; remembers which files were begun. */
    private abstract class WritingDisk extends PassingDisk {
        private final List<Path> created = new ArrayList<>();

        WritingDisk() {
            super(new RealDisk());
        }

        void writing() throws IOException {}

        void forcing() throws IOException {}

        void closing() throws IOException {}

        @Override
        public Writing create(Path file) throws IOException {
            Writing writing = super.create(file);
            created.add(file);
            return new Writing() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    writing();
                    writing.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    forcing();
                    writing.force();
                }

                @Override
                public void close() throws IOException {
                    writing.close();
                    closing();
                }
            };
        }
    }

    /** After a failed force the system may have forgotten what it could not write: the file must not be used again. */
    @Test
    void a_file_that_cannot_be_forced_is_written_anew() throws IOException {
        WritingDisk disk = new WritingDisk() {
            @Override
            void forcing() throws IOException {
                failIfItShould();
            }
        };
        assertThirdAttemptDecides(disk);
        assertThat(disk.created).doesNotHaveDuplicates().hasSize(3 + 2 + 4);
    }

    @Test
    void a_disk_that_is_full() throws IOException {
        assertThirdAttemptDecides(new WritingDisk() {
            @Override
            void writing() throws IOException {
                failIfItShould();
            }
        });
    }

    @Test
    void a_file_that_cannot_be_closed() throws IOException {
        assertThirdAttemptDecides(new WritingDisk() {
            @Override
            void closing() throws IOException {
                failIfItShould();
            }
        });
    }

    /** Fails to force the checkpoints folder, but only where a finished checkpoint has just got its name. */
    private final class UnforcedName extends PassingDisk {
        private boolean named;
        private boolean forNow = true;

        UnforcedName() {
            super(new RealDisk());
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            super.move(from, to);
            named = Durable.isTemporary(from);
        }

        @Override
        public void forceFolder(Path path) throws IOException {
            if (path.equals(checkpoints()) && (named || !forNow)) {
                failIfItShould();
            }
            super.forceFolder(path);
        }
    }

    @Test
    void a_name_that_cannot_be_forced_is_taken_back() throws IOException {
        assertThirdAttemptDecides(new UnforcedName());
    }

    @Test
    void what_cannot_be_taken_back_with_certainty_is_left_to_the_next_attempt() throws IOException {
        UnforcedName disk = new UnforcedName();
        disk.forNow = false;
        CheckpointStore store = store(disk);
        failures = Integer.MAX_VALUE;
        assertThatThrownBy(() -> saveSecond(store)).hasMessage("Input/output error");
        assertThat(disk.list(checkpoints()))
                .containsExactly(checkpoints().resolve(".tmp-step-00000002-1"), store.at(1));
        failures = 0;
        saveSecond(store);
        assertThat(disk.list(checkpoints())).containsExactly(store.at(1), store.at(2));
    }

    @Test
    void what_reads_back_differently_is_not_saved() throws IOException {
        Disk disk = new PassingDisk(new RealDisk()) {
            @Override
            public SeekableByteChannel read(Path file) throws IOException {
                byte[] content = Files.readAllBytes(file);
                if (file.endsWith("step-00000002/state.json")) {
                    content[3] ^= 1;
                }
                return new MemoryChannel(content);
            }
        };
        CheckpointStore store = store(disk);
        assertThatThrownBy(() -> saveSecond(store))
                .isInstanceOf(IOException.class)
                .hasMessage("reads back differently: state.json: its SHA-256 does not match");
        assertThat(disk.list(checkpoints())).containsExactly(store.at(1));
    }

    @Test
    void a_manifest_that_is_not_there_when_it_is_read_back_is_not_saved() throws IOException {
        Disk disk = new PassingDisk(new RealDisk()) {
            @Override
            public boolean exists(Path path) {
                return !path.endsWith("step-00000002/MANIFEST.json") && super.exists(path);
            }
        };
        CheckpointStore store = store(disk);
        assertThatThrownBy(() -> saveSecond(store)).hasMessage("reads back differently: MANIFEST.json");
        assertThat(disk.list(checkpoints())).containsExactly(store.at(1));
    }

    @Test
    void too_little_space_is_told_before_anything_is_written() throws IOException {
        Disk disk = new PassingDisk(new RealDisk()) {
            @Override
            public long usableBytes(Path path) {
                return 5_999_999;
            }

            @Override
            public Writing create(Path file) throws IOException {
                throw new AssertionError("writes " + file);
            }
        };
        assertThatThrownBy(() -> saveSecond(store(disk)))
                .isInstanceOf(IOException.class)
                .hasMessage("needs 16 MB, 5 MB free on " + checkpoints());
        assertThat(disk.list(checkpoints())).containsExactly(store(disk).at(1));
    }

    /** Else a folder that cannot be read would look like a run without checkpoints, which starts from nothing. */
    @Test
    void a_folder_that_cannot_be_listed_is_not_an_empty_one() throws IOException {
        Disk disk = new RealDisk();
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> disk.list(loop)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> disk.list(Files.createFile(folder.resolve("file"))))
                .isInstanceOf(NotDirectoryException.class);
        assertThat(disk.list(folder.resolve("none"))).isEmpty();
    }

    @Test
    void a_folder_is_tried_out_without_a_trace_even_where_a_trial_died() throws IOException {
        Path tried = Files.createDirectory(folder.resolve("tried"));
        Files.createDirectory(tried.resolve(".tmp-probe"));
        Files.createFile(Files.createDirectory(tried.resolve(".tmp-probed")).resolve("file"));
        Durable.probe(new RealDisk(), tried);
        assertThat(tried).isEmptyDirectory();
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Durable.probe(new RealDisk(), none))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(Durable.reason(e)).isEqualTo(none.resolve(".tmp-probe") + " is not there"));
    }
}
