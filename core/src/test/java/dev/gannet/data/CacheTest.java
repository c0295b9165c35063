package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    @TempDir
    private Path folder = Path.of("");

    private static String rights(Path of) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_folder_that_the_cache_makes_is_its_owners_alone() throws IOException {
        Cache cache = Cache.at(folder.resolve("some").resolve("cache"), Cache.Pictures.FILES);
        assertThat(rights(cache.ready())).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("some"))).isEqualTo("rwx------");
        try (Cache temporary = Cache.temporary(Cache.Pictures.MEMORY)) {
            assertThat(rights(temporary.ready())).isEqualTo("rwx------");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_folder_that_is_there_stays_as_it_is() throws IOException {
        Path there = Files.createDirectory(
                folder.resolve("cache"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        assertThat(rights(Cache.at(there, Cache.Pictures.FILES).ready())).isEqualTo("rwxr-x---");
    }

    @Test
    void where_there_cannot_be_one_it_says_what_does_without() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path below = file.resolve("cache");
        assertThatThrownBy(() -> Cache.at(below, Cache.Pictures.FILES).ready())
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(below + ": the cache cannot be written: ")
                .hasMessageEndingWith("; --no-cache does without");
    }
}
