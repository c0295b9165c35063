package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Faults;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against real photos, most of them 500 x 375. */
class LookPhotosTest {
    private static final Map<String, Object> INTERPOLATIONS = Map.of(
            "nearest", RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR,
            "bilinear", RenderingHints.VALUE_INTERPOLATION_BILINEAR,
            "bicubic", RenderingHints.VALUE_INTERPOLATION_BICUBIC);

    @BeforeEach
    void photos() {
        assumeTrue(Files.isDirectory(Photos.FOLDER), "needs the photos");
    }

    private static boolean suspected(BufferedImage image, Suspicion suspicion) {
        return Look.of(Photos.picture(image)).suspicions().contains(suspicion);
    }

    private static boolean looksEnlarged(BufferedImage image) {
        try {
            return suspected(Photos.jpeg(image, 0.9f), Suspicion.UPSAMPLED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void few_originals_are_taken_for_enlarged_ones_and_hardly_any_for_letterboxed() throws IOException {
        List<Path> files = Photos.all();
        int step = Faults.amount(20, 1);
        int photos = 0;
        int enlarged = 0;
        int bars = 0;
        int flat = 0;
        for (int i = 0; i < files.size(); i += step) {
            BufferedImage image = Photos.read(files.get(i));
            photos++;
            enlarged += suspected(image, Suspicion.UPSAMPLED) ? 1 : 0;
            bars += suspected(image, Suspicion.LETTERBOXED) ? 1 : 0;
            flat += suspected(image, Suspicion.FLAT) ? 1 : 0;
        }
        System.out.printf("of %d originals %d enlarged, %d with bars, %d flat%n", photos, enlarged, bars, flat);
        assertThat(enlarged).isLessThanOrEqualTo(photos * 2 / 100 + (Faults.full() ? 0 : 1));
        assertThat(bars).isLessThanOrEqualTo(photos / 200 + 1);
        assertThat(flat).isZero();
    }

    @Test
    void nine_of_ten_enlarged_twofold_or_more_are_found() throws IOException {
        List<Path> files = Photos.all();
        List<BufferedImage> originals = new ArrayList<>();
        for (int i = 7; i < files.size(); i += Faults.amount(325, 20)) {
            originals.add(Photos.read(files.get(i)));
        }
        for (var interpolation : INTERPOLATIONS.entrySet()) {
            for (double factor : new double[] {1.5, 2, 3, 4}) {
                List<BufferedImage> large = originals.stream()
                        .filter(one -> Math.min(one.getWidth(), one.getHeight()) * factor >= Enlargement.SMALLEST)
                        .toList();
                int photos = large.size();
                long found = large.parallelStream()
                        .map(one -> Photos.enlarged(one, factor, interpolation.getValue()))
                        .filter(LookPhotosTest::looksEnlarged)
                        .count();
                String what = "%s x%.1f: %d of %d".formatted(interpolation.getKey(), factor, found, photos);
                System.out.println(what);
                assertThat(found).as(what).isGreaterThanOrEqualTo(photos * (factor < 2 ? 7 : 9) / 10);
            }
        }
    }

    @Test
    void a_photo_with_bars_is_found_and_still_looks_like_itself_when_it_is_compressed_or_shrunk() throws IOException {
        List<Path> files = Photos.all();
        int photos = 0;
        int found = 0;
        int near = 0;
        for (int i = 3; i < files.size(); i += Faults.amount(100, 10)) {
            BufferedImage image = Photos.read(files.get(i));
            photos++;
            int bar = Math.max(2, image.getHeight() / 10);
            BufferedImage boxed =
                    new BufferedImage(image.getWidth(), image.getHeight() + 2 * bar, BufferedImage.TYPE_INT_RGB);
            boxed.createGraphics().drawImage(image, 0, bar, null);
            found += suspected(Photos.jpeg(boxed, 0.75f), Suspicion.LETTERBOXED) ? 1 : 0;
            long look = Look.of(Photos.picture(image)).look();
            BufferedImage half = Photos.shrunk(image, image.getWidth() / 2, image.getHeight() / 2);
            long again = Look.of(Photos.picture(Photos.jpeg(half, 0.5f))).look();
            near += Long.bitCount(look ^ again) <= Duplicates.NEAR ? 1 : 0;
        }
        System.out.printf("of %d photos %d with bars found, %d near their small copy%n", photos, found, near);
        assertThat(found).isGreaterThanOrEqualTo(photos * 8 / 10);
        assertThat(near).isGreaterThanOrEqualTo(photos * 95 / 100);
    }

    @Test
    void different_photos_do_not_look_alike() throws IOException {
        List<Path> files = Photos.all();
        int count = Faults.full() ? files.size() : 130;
        long[] looks = new long[count];
        for (int i = 0; i < count; i++) {
            looks[i] = Look.of(Photos.picture(Photos.read(files.get(i)))).look();
        }
        int near = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                near += Long.bitCount(looks[i] ^ looks[j]) <= Duplicates.NEAR ? 1 : 0;
            }
        }
        System.out.printf("%d near pairs among %d photos%n", near, count);
        assertThat(near).isLessThanOrEqualTo(2);
    }
}
