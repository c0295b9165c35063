package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Colour;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fit;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Rejected;
import dev.gannet.data.scan.RejectedTsv;
import dev.gannet.data.scan.ScanProgress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private static final Size SIZE = new Size(16, 16);

    @TempDir
    private Path folder = Path.of("");

    private final List<ScanProgress> told = new ArrayList<>();

    private Path data() {
        return folder.resolve("data");
    }

    private DataConfig.OnDisk config() {
        return new DataConfig.Folder(data());
    }

    private Sources sources(Cache.Pictures pictures) {
        return new Sources(Cache.at(folder.resolve("cache"), pictures), Sources.MOST_BAD, told::add);
    }

    private ArchiveSource look() throws InterruptedException {
        told.clear();
        return sources(Cache.Pictures.FILES).look(config(), SIZE, Optional.empty(), Framing.DEFAULT);
    }

    /** A file of one colour. */
    private void paint(String name, int type, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(20, 20, type);
        for (int i = 0; i < 400; i++) {
            image.setRGB(i % 20, i / 20, rgb);
        }
        Path file = data().resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }

    private static int[] first(ImageSource source, int index) throws Rejected {
        byte[] out = new byte[source.shape().bytes()];
        source.read(index, 0, out, 0);
        int[] pixel = new int[source.shape().channels()];
        for (int c = 0; c < pixel.length; c++) {
            pixel[c] = out[c] & 0xff;
        }
        return pixel;
    }

    private long looked() {
        return told.stream()
                .filter(progress -> progress.phase() == ScanProgress.Phase.LOOKING)
                .mapToLong(ScanProgress::done)
                .max()
                .orElse(0);
    }

    @Test
    void pictures_come_in_the_order_of_their_names_and_bad_ones_are_left_out_by_name() throws Exception {
        paint("b.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        paint("a/z.png", BufferedImage.TYPE_INT_RGB, 0x405060);
        paint("c.png", BufferedImage.TYPE_INT_RGB, 0x708090);
        Files.write(data().resolve("bad.png"), new byte[0]);
        try (ArchiveSource source = look()) {
            assertThat(source.count()).isEqualTo(3);
            assertThat(source.name(0)).isEqualTo("a/z.png");
            assertThat(first(source, 0)).containsExactly(0x40, 0x50, 0x60);
            assertThat(first(source, 1)).containsExactly(0x10, 0x20, 0x30);
            assertThat(first(source, 2)).containsExactly(0x70, 0x80, 0x90);
            Path rejected = folder.resolve("rejected.tsv");
            try (RejectedTsv tsv = new RejectedTsv(rejected)) {
                source.writeRejected(tsv);
            }
            assertThat(rejected).hasContent("path\tcode\tdetail\nbad.png\tempty\tis empty\n");
            assertThat(source.describe())
                    .startsWith("3 images from folder %s, 1 more cannot be used (rejected.tsv); cache of 0.0 MB at "
                            .formatted(data()));
        }
    }

    @Test
    void a_second_look_decodes_nothing_and_neither_does_training_after_it() throws Exception {
        for (int i = 0; i < 40; i++) {
            paint("%02d.png".formatted(i), BufferedImage.TYPE_INT_RGB, i);
        }
        String fingerprint;
        try (ArchiveSource source = look()) {
            assertThat(looked()).isEqualTo(40);
            fingerprint = source.fingerprint();
        }
        for (int i = 0; i < 40; i++) { // the same names, sizes and times with nothing in them
            Path file = data().resolve("%02d.png".formatted(i));
            FileTime time = Files.getLastModifiedTime(file);
            Files.write(file, new byte[(int) Files.size(file)]);
            Files.setLastModifiedTime(file, time);
        }
        try (ArchiveSource source = look()) {
            assertThat(looked()).isZero();
            assertThat(source.fingerprint()).isEqualTo(fingerprint);
            for (int i = 0; i < 40; i++) {
                assertThat(first(source, i)).containsExactly(0, 0, i);
            }
        }
    }

    @Test
    void only_what_has_changed_is_looked_at_again() throws Exception {
        for (int i = 0; i < 10; i++) {
            paint("%02d.png".formatted(i), BufferedImage.TYPE_INT_RGB, i);
        }
        look().close();
        for (int i = 0; i < 10; i++) { // can only come from the pack from here on
            Path file = data().resolve("%02d.png".formatted(i));
            FileTime time = Files.getLastModifiedTime(file);
            Files.write(file, new byte[(int) Files.size(file)]);
            Files.setLastModifiedTime(file, time);
        }
        Files.delete(data().resolve("03.png"));
        paint("00a.png", BufferedImage.TYPE_INT_RGB, 0xaa);
        paint("07.png", BufferedImage.TYPE_INT_RGB, 0x77);
        Files.setLastModifiedTime(data().resolve("07.png"), FileTime.fromMillis(1_000));
        try (ArchiveSource source = look()) {
            assertThat(source.count()).isEqualTo(10);
            int[] blues = new int[10];
            for (int i = 0; i < 10; i++) {
                blues[i] = first(source, i)[2];
            }
            assertThat(blues).containsExactly(0, 0xaa, 1, 2, 4, 5, 6, 0x77, 8, 9);
        }
    }

    @Test
    void a_damaged_cache_is_made_again() throws Exception {
        paint("a.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        paint("b.png", BufferedImage.TYPE_INT_RGB, 0x405060);
        look().close();
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            kept = files.toList();
        }
        assertThat(kept).hasSize(2); // the table and the pack
        for (Path file : kept) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 64; i < bytes.length; i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(file, bytes);
        }
        try (ArchiveSource source = look()) {
            assertThat(looked()).isEqualTo(2);
            assertThat(first(source, 0)).containsExactly(0x10, 0x20, 0x30);
            assertThat(first(source, 1)).containsExactly(0x40, 0x50, 0x60);
        }
    }

    @Test
    void a_file_that_goes_bad_after_the_look_is_rejected_when_it_is_read() throws Exception {
        paint("a.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        paint("b.png", BufferedImage.TYPE_INT_RGB, 0x405060);
        try (ArchiveSource source =
                sources(Cache.Pictures.NOWHERE).look(config(), SIZE, Optional.empty(), Framing.DEFAULT)) {
            Files.delete(data().resolve("a.png"));
            assertThatThrownBy(() -> first(source, 0))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("does not exist any more");
            assertThat(first(source, 1)).containsExactly(0x40, 0x50, 0x60);
        }
    }

    @Test
    void grey_pictures_give_one_channel_mixed_ones_three() throws Exception {
        paint("a.png", BufferedImage.TYPE_BYTE_GRAY, 0xff808080);
        paint("b.png", BufferedImage.TYPE_BYTE_GRAY, 0xff101010);
        try (ArchiveSource source = look()) {
            assertThat(source.shape()).isEqualTo(new ImageShape(1, 16));
        }
        paint("c.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        try (ArchiveSource source = look()) {
            assertThat(source.shape()).isEqualTo(new ImageShape(3, 16));
            assertThat(first(source, 2)).containsExactly(0x10, 0x20, 0x30);
        }
        try (ArchiveSource source =
                sources(Cache.Pictures.FILES).look(config(), SIZE, Optional.of(4), Framing.DEFAULT)) {
            assertThat(first(source, 2)).containsExactly(0x10, 0x20, 0x30, 0xff);
        }
    }

    @Test
    void a_random_window_follows_from_the_draw_also_when_it_comes_from_the_cache() throws Exception {
        BufferedImage wide = new BufferedImage(64, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 16; i++) {
            wide.setRGB(i % 64, i / 64, i % 64 * 4);
        }
        Files.createDirectories(data());
        ImageIO.write(wide, "png", data().resolve("a.png").toFile());
        ImageIO.write(wide, "png", data().resolve("b.png").toFile());
        Framing random = new Framing(Fit.RANDOM, Colour.BLACK, Colour.WHITE);
        List<byte[]> windows = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            try (ArchiveSource source = sources(Cache.Pictures.FILES).look(config(), SIZE, Optional.empty(), random)) {
                for (long draw = 0; draw < 20; draw++) {
                    byte[] out = new byte[source.shape().bytes()];
                    source.read(0, draw, out, 0);
                    windows.add(out);
                }
            }
        }
        for (int i = 0; i < 20; i++) {
            assertThat(windows.get(i)).isEqualTo(windows.get(20 + i));
        }
        assertThat(windows.stream().mapToInt(window -> window[2]).distinct().count())
                .isGreaterThan(5);
    }

    @Test
    void too_few_or_too_many_bad_pictures_are_refused_and_the_first_is_named() throws Exception {
        paint("a.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        Files.write(data().resolve("b.png"), new byte[0]);
        RunConfig config = RunConfig.defaults().withData(config(), new ImageShape(3, 16));
        assertThatThrownBy(() -> sources(Cache.Pictures.FILES).open(config))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.DATA))
                .hasMessage(
                        "%s: found 1 images that can be used and 1 that cannot, the first being b.png: is empty; expected at least 2"
                                .formatted(data()));
        paint("c.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        assertThatThrownBy(() -> sources(Cache.Pictures.FILES).open(config))
                .hasMessage(
                        "%s: 1 of 3 images cannot be used, the first being b.png: is empty; 'gannet inspect' lists them, --allow-bad trains on the rest"
                                .formatted(data()));
        Sources lenient = new Sources(Cache.at(folder.resolve("cache"), Cache.Pictures.FILES), 1, told::add);
        try (ImageSource source = lenient.open(config)) {
            assertThat(source.count()).isEqualTo(2);
        }
        assertThatThrownBy(() -> sources(Cache.Pictures.FILES)
                        .open(config.withData(new DataConfig.Folder(folder.resolve("none")), config.image())))
                .hasMessageStartingWith(folder.resolve("none") + ": cannot be read: ");
    }

    @Test
    void bare_pixels_need_no_look_and_come_in_their_own_order() throws Exception {
        byte[] pixels = new byte[16 + 3 * 256];
        ByteBuffer.wrap(pixels).putInt(0x0803).putInt(3).putInt(16).putInt(16);
        for (int i = 0; i < 3; i++) {
            Arrays.fill(pixels, 16 + i * 256, 16 + (i + 1) * 256, (byte) (10 * i));
        }
        Path file = Files.write(folder.resolve("t-images-idx3-ubyte"), pixels);
        DataConfig.OnDisk idx = new DataConfig.Idx(file);
        String before;
        try (ImageSource source = sources(Cache.Pictures.FILES).open(idx, SIZE, Optional.empty(), Framing.DEFAULT)) {
            assertThat(told).isEmpty();
            assertThat(source.shape()).isEqualTo(new ImageShape(1, 16));
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 3; i++) {
                    assertThat(first(source, i)).containsExactly(10 * i);
                }
            }
            assertThat(source.name(2)).isEqualTo("picture 2");
            assertThat(source.describe()).isEqualTo("3 grey images of 16x16 from " + file);
            before = source.fingerprint();
        }
        pixels[20]++;
        Files.write(file, pixels);
        try (ImageSource source = sources(Cache.Pictures.FILES).open(idx, SIZE, Optional.of(3), Framing.DEFAULT)) {
            assertThat(source.fingerprint()).isNotEqualTo(before);
            assertThat(first(source, 1)).containsExactly(10, 10, 10);
        }
        try (ArchiveSource looked = sources(Cache.Pictures.FILES).look(idx, SIZE, Optional.empty(), Framing.DEFAULT)) {
            assertThat(looked.count()).isEqualTo(3);
            assertThat(looked.shape().channels()).isEqualTo(1);
        }
    }

    @Test
    void a_cache_that_cannot_be_written_says_how_to_do_without() throws Exception {
        paint("a.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Sources sources = new Sources(Cache.at(blocked.resolve("cache"), Cache.Pictures.FILES), 1, told::add);
        assertThatThrownBy(() -> sources.look(config(), SIZE, Optional.empty(), Framing.DEFAULT))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(blocked.resolve("cache") + ": the cache cannot be written: ")
                .hasMessageEndingWith("; --no-cache does without");
    }

    @Test
    void a_temporary_cache_leaves_nothing() throws Exception {
        paint("a.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        Path place;
        try (Cache cache = Cache.temporary(Cache.Pictures.FILES)) {
            place = cache.folder();
            new Sources(cache, 1, told::add)
                    .look(config(), SIZE, Optional.empty(), Framing.DEFAULT)
                    .close();
            assertThat(place).isNotEmptyDirectory();
        }
        assertThat(place).doesNotExist();
    }
}
