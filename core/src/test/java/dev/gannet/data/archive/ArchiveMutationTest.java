package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged archives lead to the errors that are meant for them and to no other. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ArchiveMutationTest {
    @TempDir
    private Path folder = Path.of("");

    private int refusedWhole;
    private int refusedOne;
    private int readOne;

    private interface Opener {
        Archive open(Path file) throws IOException;
    }

    private static byte[] text(int length) {
        return "labels and pixels ".repeat(length / 18 + 1).substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip() {
        String json = "{\"labels\": [[\"0/a.png\", 6], [\"1/b.png\", 0]]}";
        return new ZipBytes()
                .add(ZipBytes.stored("0/a.png", text(60)))
                .add(ZipBytes.deflated("dataset.json", json.getBytes(StandardCharsets.UTF_8)))
                .add(ZipBytes.deflated("1/b.png", text(300)).wide())
                .add(ZipBytes.stored("../c.png", text(9)))
                .end();
    }

    private static byte[] tar() throws IOException {
        return new TarBytes()
                .file("0/" + "a".repeat(120) + ".png", text(60))
                .special("l.png", TarConstants.LF_SYMLINK, "x")
                .file("1/b.cls", "7")
                .file("1/b.png", text(600))
                .gnu()
                .file("1/" + "c".repeat(120) + ".png", text(9))
                .end();
    }

    /** Changes, removes, doubles or exchanges some bytes, most of the time a few. */
    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> mutated = Arrays.copyOf(bytes, at);
            case 1 -> {
                int length = Math.min(1 + random.nextInt(40), bytes.length - at);
                mutated = new byte[bytes.length - length];
                System.arraycopy(bytes, 0, mutated, 0, at);
                System.arraycopy(bytes, at + length, mutated, at, bytes.length - at - length);
            }
            case 2 -> {
                int length = Math.min(1 + random.nextInt(8), bytes.length - at);
                Arrays.fill(mutated, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
            }
            default -> {
                for (int i = 1 + random.nextInt(6); i > 0; i--) {
                    int place = random.nextInt(bytes.length);
                    mutated[place] = (byte)
                            (random.nextBoolean() ? mutated[place] ^ 1 << random.nextInt(8) : random.nextInt(256));
                }
            }
        }
        return mutated;
    }

    private void tryOut(byte[] mutated, Opener opener, String what) throws IOException {
        Path file = Files.write(folder.resolve("mutated"), mutated);
        try (Archive archive = opener.open(file)) {
            for (Entry entry : Listed.of(archive).entries()) {
                try {
                    assertThat(Listed.bytes(archive, entry).length).isLessThanOrEqualTo(1 << 20);
                    readOne++;
                } catch (Rejected e) {
                    refusedOne++;
                }
            }
        } catch (UserException | IOException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n", "\r");
            refusedWhole++;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError(what, e);
        }
    }

    private void all(byte[] bytes, long seed, int count, Opener opener) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            tryOut(mutate(bytes, random), opener, "seed %d, mutation %d".formatted(seed, i));
        }
        assertThat(refusedWhole).isPositive();
        assertThat(refusedOne).isPositive();
        assertThat(readOne).isPositive();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("mutated"));
        }
    }

    @Test
    void damaged_zip_archives() throws IOException {
        all(zip(), 11, Faults.amount(2_000, 50_000), ZipArchive::open);
    }

    @Test
    void damaged_tar_archives_with_headers_that_say_they_are_whole() throws IOException {
        byte[] tar = tar();
        all(tar, 12, Faults.amount(1_000, 25_000), file -> {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 0; at + 512 <= bytes.length; at += 512) {
                if (bytes[at + 257] == 'u' && bytes[at + 258] == 's') {
                    TarBytes.sum(bytes, at);
                }
            }
            Files.write(file, bytes);
            return TarArchive.open(file, folder);
        });
    }

    @Test
    void damaged_tar_archives() throws IOException {
        all(tar(), 13, Faults.amount(1_000, 25_000), file -> TarArchive.open(file, folder));
    }

    @Test
    void damaged_compressed_tar_archives() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(tar());
        }
        all(gzip.toByteArray(), 14, Faults.amount(150, 10_000), file -> TarArchive.open(file, folder));
        ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bzip2, 1)) {
            out.write(tar());
        }
        all(bzip2.toByteArray(), 15, Faults.amount(150, 10_000), file -> TarArchive.open(file, folder));
    }
}
