package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import java.io.EOFException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_is_appended_is_read_and_the_file_goes_with_it() throws Exception {
        try (Spool spool = Spool.in(folder)) {
            assertThat(spool.append(new byte[] {1, 2, 3})).isZero();
            assertThat(spool.append(new byte[0])).isEqualTo(3);
            assertThat(spool.append(new byte[] {4, 5})).isEqualTo(3);
            assertThat(folder.toFile().list()).hasSize(1);
            Thread.currentThread().interrupt();
            assertThat(spool.read(3, 2)).containsExactly(4, 5);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(spool.read(1, 3)).as("after an interrupted read").containsExactly(2, 3, 4);
            assertThat(spool.append(new byte[] {6})).isEqualTo(5);
            assertThatThrownBy(() -> spool.read(5, 2))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("2 bytes at 5 of 6");
            assertThatThrownBy(() -> spool.read(-1, 2)).hasMessage("2 bytes at -1 of 6");
            assertThatThrownBy(() -> spool.read(0, Integer.MAX_VALUE)).hasMessage("2147483647 bytes at 0 of 6");
        }
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void too_little_space_is_said() {
        try (Spool spool = Spool.in(folder, 1000)) {
            spool.append(new byte[1000]);
            assertThatThrownBy(() -> spool.append(new byte[1]))
                    .isInstanceOf(UserException.class)
                    .hasMessage(folder + ": the pictures take more than 1,000 bytes, half of what is free here;"
                            + " expected more free space")
                    .extracting(e -> ((UserException) e).kind())
                    .isEqualTo(UserException.Kind.RESOURCES);
        }
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> Spool.in(gone))
                .isInstanceOf(UserException.class)
                .hasMessage(gone + ": no temporary file can be made: " + gone);
    }
}
