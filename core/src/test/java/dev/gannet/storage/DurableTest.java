package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_folder_whose_names_are_on_two_file_systems_is_found_by_the_probe() {
        Disk disk = new PassingDisk(new RealDisk()) {
            @Override
            public void move(Path from, Path to) throws IOException {
                throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "Invalid cross-device link");
            }
        };
        assertThatThrownBy(() -> Durable.probe(disk, folder))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(Durable.reason(e))
                                .isEqualTo("temporary and final names must be on one file system"));
    }

    @Test
    void a_file_is_replaced_as_a_whole() throws IOException {
        Path file = folder.resolve("config.json");
        Files.createFile(folder.resolve(".tmp-config.json"));
        Durable.replace(new RealDisk(), file, "old".getBytes(StandardCharsets.UTF_8));
        Durable.replace(new RealDisk(), file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp-*");
    }
}
