package dev.gannet.data.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.data.picture.Framer.Canvas;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePackTest {
    private static final FilePack.Layout LAYOUT = new FilePack.Layout(11, 22, 10, 6 * 4 * 3);

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("a.pack");
    }

    /** A canvas of 6x4 or smaller, its pixels from a seed. */
    private static Canvas canvas(int seed, int width) {
        byte[] pixels = new byte[4 * width * 3];
        new Random(seed).nextBytes(pixels);
        return new Canvas(pixels, 4, width);
    }

    private static void assertHolds(FilePack pack, int index, Canvas expected) {
        Canvas found = pack.get(index).orElseThrow();
        assertThat(found.height()).isEqualTo(expected.height());
        assertThat(found.width()).isEqualTo(expected.width());
        assertThat(found.pixels()).startsWith(expected.pixels());
    }

    @Test
    void what_was_put_in_is_there_after_opening_again_and_nothing_else() throws IOException {
        try (FilePack pack = FilePack.open(file(), LAYOUT)) {
            assertThat(pack.get(3)).isEmpty();
            pack.put(3, canvas(1, 6));
            pack.put(9, canvas(2, 5));
            assertHolds(pack, 3, canvas(1, 6));
        }
        try (FilePack pack = FilePack.open(file(), LAYOUT)) {
            assertHolds(pack, 3, canvas(1, 6));
            assertHolds(pack, 9, canvas(2, 5));
            for (int empty : new int[] {0, 1, 2, 4, 8}) {
                assertThat(pack.get(empty)).isEmpty();
            }
        }
        assertThat(Files.size(file())).isEqualTo(LAYOUT.fileBytes());
    }

    @Test
    void a_pack_of_other_data_or_another_framing_is_replaced_but_can_be_read_until_then() throws IOException {
        try (FilePack pack = FilePack.open(file(), LAYOUT)) {
            pack.put(3, canvas(1, 6));
        }
        try (FilePack old = FilePack.ofFraming(file(), 22).orElseThrow();
                FilePack now = FilePack.open(file(), new FilePack.Layout(12, 22, 11, LAYOUT.mostBytes()))) {
            assertThat(old.listing()).isEqualTo(11);
            assertHolds(old, 3, canvas(1, 6));
            assertThat(now.get(3)).isEmpty();
        }
        assertThat(FilePack.ofFraming(file(), 23)).isEmpty();
        assertThat(FilePack.ofFraming(folder.resolve("none"), 22)).isEmpty();
    }

    /** Every bit of a slot: whatever is flipped, the picture is not there, rather than another one. */
    @Test
    void a_slot_with_any_bit_flipped_is_empty() throws IOException {
        try (FilePack pack = FilePack.open(file(), LAYOUT)) {
            pack.put(0, canvas(1, 6));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 4096 * 8; bit < (4096 + 8 + LAYOUT.mostBytes()) * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(), flipped);
            try (FilePack pack = FilePack.open(file(), LAYOUT)) {
                assertThat(pack.get(0)).as("bit %d", bit).isEmpty();
            }
        }
    }

    @Test
    void a_damaged_header_or_a_cut_file_makes_a_new_pack() throws IOException {
        for (int at : new int[] {0, 8, 20, 27, 30, 33}) {
            try (FilePack pack = FilePack.open(file(), LAYOUT)) {
                pack.put(0, canvas(1, 6));
            }
            byte[] broken = Files.readAllBytes(file());
            broken[at] ^= 1;
            Files.write(file(), broken);
            try (FilePack pack = FilePack.open(file(), LAYOUT)) {
                assertThat(pack.get(0)).as("byte %d", at).isEmpty();
            }
        }
        Files.write(file(), new byte[10]);
        assertThat(FilePack.ofFraming(file(), 22)).isEmpty();
        FilePack.open(file(), LAYOUT).close();
        assertThat(Files.size(file())).isEqualTo(LAYOUT.fileBytes());
    }

    /** Where the pages of a mapped file are gone, the JVM throws an InternalError. */
    @Test
    void a_file_that_is_cut_while_it_is_read_is_empty_from_there_on() throws IOException {
        FilePack.Layout large = new FilePack.Layout(11, 22, 10_000, 1_000);
        try (FilePack pack = FilePack.open(file(), large)) {
            Canvas canvas = new Canvas(new byte[1000], 10, 100);
            pack.put(0, canvas);
            pack.put(9_999, canvas);
            assertThat(pack.get(9_999)).isPresent();
            try (RandomAccessFile cut = new RandomAccessFile(file().toFile(), "rw")) {
                cut.setLength(8192);
            }
            assertThat(pack.get(9_999)).isEmpty();
            assertHolds(pack, 0, canvas);
        }
    }
}
