package dev.gannet.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.metric.Features;
import dev.gannet.metric.Moments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("f.npy");
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As NumPy writes it, but for the padding. */
    private static byte[] npy(int version, String header, byte[] body) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = little(8 + (version == 1 ? 2 : 4) + text.length + body.length);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            out.putShort((short) text.length);
        } else {
            out.putInt(text.length);
        }
        return out.put(text).put(body).array();
    }

    private static String header(String type, String order, String shape) {
        return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(type, order, shape);
    }

    private static byte[] zip(String... namesAndHeaders) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndHeaders.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndHeaders[i]));
                zip.write(npy(1, namesAndHeaders[i + 1], new byte[16]));
            }
        }
        return bytes.toByteArray();
    }

    private void refuses(byte[] content, String reason) throws IOException {
        Files.write(file(), content);
        assertThatThrownBy(() -> NpyFiles.features(file()))
                .isInstanceOf(UserException.class)
                .hasMessage("%s: %s".formatted(file(), reason));
    }

    @ParameterizedTest
    @CsvSource({"1, <f4", "2, <f8", "3, >f4", "1, >f8"})
    void features_of_every_version_and_width_are_read(int version, String type) throws Exception {
        int width = type.charAt(2) - '0';
        ByteBuffer body =
                little(6 * width).order(type.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (double value : new double[] {1, -2, 0.5, 3, 4e10, -0.25}) {
            if (width == 4) {
                body.putFloat((float) value);
            } else {
                body.putDouble(value);
            }
        }
        Files.write(file(), npy(version, header(type, "False", "(2, 3)"), body.array()));
        Features features = NpyFiles.features(file());
        assertThat(features.count()).isEqualTo(2);
        assertThat(features.dims()).isEqualTo(3);
        assertThat(features.values()).containsExactly(1f, -2f, 0.5f, 3f, 4e10f, -0.25f);
    }

    @Test
    void what_is_written_is_read_again_and_begins_as_numpy_wants_it() throws Exception {
        float[] values = {1.5f, -2, 3e-9f, 4, 5, 6};
        NpyFiles.write(file(), new Features(values, 3, 2));
        assertThat(NpyFiles.features(file()).values()).containsExactly(values);
        byte[] bytes = Files.readAllBytes(file());
        assertThat(bytes).hasSize(128 + 6 * 4); // the numbers begin at a multiple of 64
        assertThat(new String(bytes, 8 + 2, 118, StandardCharsets.US_ASCII).stripTrailing())
                .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }");
        assertThat(bytes[127]).isEqualTo((byte) '\n');
    }

    @Test
    void statistics_keep_every_bit_and_the_same_ones_are_the_same_file() throws Exception {
        Moments moments = new Moments(new double[] {1.0 / 3, -2}, new double[] {1, 0.1, 0.1, Math.PI});
        Path one = folder.resolve("one.npz");
        NpyFiles.write(one, moments);
        Moments read = NpyFiles.moments(one);
        assertThat(read.mu()).containsExactly(moments.mu());
        assertThat(read.sigma()).containsExactly(moments.sigma());
        Path two = folder.resolve("two.npz");
        NpyFiles.write(two, moments);
        assertThat(two).hasSameBinaryContentAs(one);
    }

    @Test
    void what_is_no_plain_array_is_refused_in_words() throws Exception {
        refuses(new byte[3], "is no .npy file");
        refuses(
                npy(4, header("<f4", "False", "(1, 1)"), new byte[4]),
                "has version 4 of the .npy format; expected 1 to 3");
        refuses(
                npy(1, header("|O", "False", "(1, 1)"), new byte[40]),
                "holds Python objects, a pickle that could run code and is never read; save plain numbers");
        refuses(
                npy(1, header("<i8", "False", "(1, 1)"), new byte[8]),
                "holds numbers of type <i8; expected float32 or float64 (<f4, <f8)");
        refuses(
                npy(1, header("<f4", "True", "(1, 1)"), new byte[4]),
                "is not in C order; save numpy.ascontiguousarray of it");
        refuses(npy(1, header("<f4", "False", "(4,)"), new byte[16]), "has the shape [4]; expected 2 axes");
        refuses(npy(1, header("<f4", "False", "(-1, 4)"), new byte[16]), "says no shape");
        refuses(
                npy(
                        1,
                        header("<f4", "False", "(1, 1)"),
                        little(4).putFloat(Float.NaN).array()),
                "holds NaN at place 0; expected finite numbers");
        assertThatThrownBy(() -> NpyFiles.features(folder.resolve("none.npy")))
                .isInstanceOf(UserException.class)
                .hasMessage("%1$s: cannot be read: %1$s is not there".formatted(folder.resolve("none.npy")));
    }

    @Test
    void claims_of_a_hostile_header_cost_no_memory() throws Exception {
        refuses(
                npy(1, header("<f8", "False", "(999999999, 999999999)"), new byte[8]),
                "has the shape [999999999, 999999999]; expected 1 to 134,217,728 numbers");
        refuses(
                npy(1, header("<f8", "False", "(134217728, 1)"), new byte[8]),
                "does not hold the 134,217,728 numbers of its shape and nothing else");
        refuses(
                npy(1, header("<f4", "False", "(1, 1)"), new byte[5]),
                "does not hold the 1 numbers of its shape and nothing else");
        refuses(
                npy(1, header("<f4", "False", "(0, 1)"), new byte[0]),
                "has the shape [0, 1]; expected 1 to 134,217,728 numbers");
        byte[] long4 = npy(2, header("<f4", "False", "(1, 1)"), new byte[4]);
        Arrays.fill(long4, 8, 12, (byte) 0xff);
        refuses(long4, "claims a header of 4294967295 bytes; expected 10,000 at most");
        refuses(npy(1, header("<f4", "False", "(" + "1, ".repeat(3000) + ")"), new byte[4]), "says no shape");
        refuses(
                npy(1, header("<f4", "False", "(" + "9".repeat(80) + ", 1)"), new byte[4]),
                "has the shape [-1, 1]; expected 1 to 134,217,728 numbers");
    }

    @Test
    void statistics_that_do_not_fit_together_are_refused() throws Exception {
        Path npz = folder.resolve("s.npz");
        Files.write(npz, zip("mu.npy", header("<f8", "False", "(2,)")));
        assertThatThrownBy(() -> NpyFiles.moments(npz))
                .isInstanceOf(UserException.class)
                .hasMessage(npz + ": holds no sigma.npy; expected mu.npy and sigma.npy");
        Files.write(npz, zip("mu.npy", header("<f8", "False", "(2,)"), "sigma.npy", header("<f8", "False", "(1, 2)")));
        assertThatThrownBy(() -> NpyFiles.moments(npz))
                .isInstanceOf(UserException.class)
                .hasMessage(npz + ": has a mu of 2 numbers and a sigma of [1, 2]; expected [2, 2]");
        Files.write(npz, zip("mu.npy", header("|O", "False", "(2,)")));
        assertThatThrownBy(() -> NpyFiles.moments(npz))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(npz + "!/mu.npy: holds Python objects");
        Files.write(npz, new byte[100]);
        assertThatThrownBy(() -> NpyFiles.moments(npz))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(npz + ": cannot be read: ");
    }
}
