package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
    @TempDir
    private Path folder = Path.of("");

    private static byte[] idx(int magic, int count, int rows, int columns, byte... pixels) {
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(magic)
                .putInt(count)
                .putInt(rows)
                .putInt(columns)
                .put(pixels)
                .array();
    }

    private static byte[] twoImages() {
        byte[] pixels = new byte[2 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 2);
        }
        return idx(0x0803, 2, 8, 8, pixels);
    }

    @Test
    void plain_and_gzipped_files_give_the_same_pixels() throws IOException {
        Path plain = Files.write(folder.resolve("a-images-idx3-ubyte"), twoImages());
        Path gzipped = folder.resolve("b-images-idx3-ubyte.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
            out.write(twoImages());
        }
        for (Path file : new Path[] {plain, gzipped}) {
            IdxSource source = IdxSource.open(file, 8);
            assertThat(source.count()).isEqualTo(2);
            assertThat(source.shape()).isEqualTo(new ImageShape(1, 8));
            byte[] out = new byte[64];
            source.read(1, out, 0);
            for (int i = 0; i < 64; i++) {
                assertThat(out[i]).isEqualTo((byte) ((64 + i) * 2));
            }
        }
    }

    @Test
    void broken_files_say_what_is_wrong() throws IOException {
        refused(new byte[3], "too short for an IDX header of 16 bytes");
        refused(idx(0x0801, 2, 8, 8), "starts with 0x00000801, expected 0x00000803 (IDX, unsigned bytes, 3 axes)");
        refused(idx(0x0803, 2, 8, 8, new byte[100]), "ends after 100 of 128 pixels");
        refused(idx(0x0803, 1, 8, 8, new byte[64]), "claims 1 images of 8x8; expected 2 images or more, 1 GiB at most");
        refused(idx(0x0803, -5, 8, 8), "claims -5 images of 8x8; expected 2 images or more, 1 GiB at most");
        refused(
                idx(0x0803, Integer.MAX_VALUE, 4096, 4096),
                "claims 2147483647 images of 4096x4096; expected 2 images or more, 1 GiB at most");
    }

    private void refused(byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve("x-images-idx3-ubyte"), content);
        assertThatThrownBy(() -> IdxSource.open(file, 8))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": " + reason);
    }

    @Test
    void a_folder_with_idx_files_is_recognised_by_its_training_images() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), new byte[0]);
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), new byte[0]);
        Path train = Files.write(folder.resolve("train-images-idx3-ubyte.gz"), new byte[0]);
        assertThat(Sources.recognise(folder)).isEqualTo(new DataConfig.Idx(train));
        assertThat(Sources.recognise(train)).isEqualTo(new DataConfig.Idx(train));
    }
}
