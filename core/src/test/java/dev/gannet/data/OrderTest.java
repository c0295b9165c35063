package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.dogs.DogArtist;
import dev.gannet.data.dogs.DogLook;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    /** Every image is its own number, in every byte. */
    private record Numbers(int count) implements ImageSource {
        @Override
        public String fingerprint() {
            return "numbers";
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(1, 8);
        }

        @Override
        public void read(int index, byte[] target, int offset) {
            if (index == 200) {
                throw new UserException(Kind.DATA, "image 200 is broken");
            }
            java.util.Arrays.fill(target, offset, offset + 64, (byte) index);
        }

        @Override
        public String describe() {
            return "numbers";
        }
    }

    private static List<Integer> take(Loader loader, int batches) throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            Batch batch = loader.take();
            for (int k = 0; k < batch.count(); k++) {
                seen.add(batch.pixels()[k * 64] & 0xff);
            }
        }
        return seen;
    }

    @Test
    void every_epoch_shows_every_image_once_in_a_new_order() throws InterruptedException {
        try (Loader loader = new Loader(new Numbers(50), 3, 8, 0)) {
            List<Integer> seen = take(loader, 25); // 200 images: four epochs, batches lie across their edges
            List<List<Integer>> epochs = new ArrayList<>();
            for (int epoch = 0; epoch < 4; epoch++) {
                epochs.add(seen.subList(50 * epoch, 50 * epoch + 50));
                assertThat(epochs.get(epoch)).doesNotHaveDuplicates();
            }
            assertThat(epochs).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_batch_depends_on_its_number_alone() throws InterruptedException {
        try (Loader whole = new Loader(new Numbers(50), 3, 8, 0);
                Loader later = new Loader(new Numbers(50), 3, 8, 10);
                Loader other = new Loader(new Numbers(50), 4, 8, 0)) {
            List<Integer> all = take(whole, 20);
            assertThat(take(later, 10)).isEqualTo(all.subList(80, 160));
            assertThat(take(other, 20)).isNotEqualTo(all);
        }
    }

    @Test
    void a_broken_image_reaches_whoever_takes_the_batch_again_and_again() throws InterruptedException {
        try (Loader loader = new Loader(new Numbers(201), 3, 201, 0)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(loader::take)
                        .isInstanceOf(UserException.class)
                        .hasMessage("image 200 is broken");
            }
        }
    }

    @Test
    void cached_images_are_the_same_images() {
        Numbers numbers = new Numbers(5);
        CachedSource cached = new CachedSource(numbers);
        byte[] out = new byte[3 + 64];
        for (int round = 0; round < 2; round++) {
            cached.read(4, out, 3);
            assertThat(out[2]).isZero();
            assertThat(out[3]).isEqualTo((byte) 4);
            assertThat(out[66]).isEqualTo((byte) 4);
        }
    }

    @Test
    void dog_i_depends_on_the_seed_and_i_alone() {
        byte[] one = new byte[16 * 16 * 3];
        byte[] two = one.clone();
        DogSource few = new DogSource(new DataConfig.Dogs(1, 20), 16);
        DogSource many = new DogSource(new DataConfig.Dogs(1, 20_000), 16);
        for (int i = 0; i < 20; i++) {
            few.read(i, one, 0);
            many.read(19_999 - i, two, 0);
            assertThat(two).isNotEqualTo(one);
            many.read(i, two, 0);
            assertThat(two).isEqualTo(one);
        }
        new DogSource(new DataConfig.Dogs(2, 20), 16).read(19, two, 0);
        assertThat(two).isNotEqualTo(one);
        assertThat(DogLook.class.getRecordComponents()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void a_small_dog_is_a_large_dog_made_small() {
        DogArtist artist = new DogArtist();
        var large = artist.draw(DogLook.of(1, 3), 256);
        var small = artist.draw(DogLook.of(1, 3), 32);
        double difference = 0;
        for (int i = 0; i < 32 * 32; i++) {
            double mean = 0;
            for (int k = 0; k < 64; k++) {
                mean += large.getRGB(i % 32 * 8 + k % 8, i / 32 * 8 + k / 8) >> 8 & 0xff;
            }
            difference += Math.abs(mean / 64 - (small.getRGB(i % 32, i / 32) >> 8 & 0xff));
        }
        assertThat(difference / 1024).isLessThan(6);
    }

    @Test
    void shrinking_averages_and_keeps_what_is_flat() {
        float[] stripes = new float[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 == 0 ? 0 : 255; // one pixel wide: aliasing would make a moire of it
        }
        for (float value : new Resampler(16).square(stripes, 64, 64, 1)) {
            assertThat((double) value).isCloseTo(127.5, within(20.0));
        }
        float[] flat = new float[20 * 30 * 3];
        java.util.Arrays.fill(flat, 99);
        for (int size : new int[] {8, 20, 33}) {
            for (float value : new Resampler(size).square(flat, 20, 30, 3)) {
                assertThat((double) value).isCloseTo(99, within(1e-3));
            }
        }
    }

    /** Four values to two: the filter reaches two source pixels to each side of 0.5 and 2.5. */
    @Test
    void resampling_by_hand() {
        float[] row = new float[16];
        for (int i = 0; i < 16; i++) {
            row[i] = i % 4 * 10; // columns 0, 10, 20, 30
        }
        float[] out = new Resampler(2).square(row, 4, 4, 1);
        // centre 0.5, reach 2: weights of columns 0, 1, 2 are .75, .75, .25: (0 + 7.5 + 5) / 1.75
        assertThat((double) out[0]).isCloseTo(12.5 / 1.75, within(1e-4));
        // centre 2.5: columns 1, 2, 3 with .25, .75, .75: (2.5 + 15 + 22.5) / 1.75
        assertThat((double) out[1]).isCloseTo(40 / 1.75, within(1e-4));
    }
}
