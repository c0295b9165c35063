package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import dev.gannet.data.dogs.DogArtist;
import dev.gannet.data.dogs.DogLook;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTest {
    /** Every image is its own number, in every byte. */
    private record Numbers(int count, Set<Integer> broken) implements ImageSource {
        @Override
        public String fingerprint() {
            return "numbers";
        }

        @Override
        public ImageShape shape() {
            return new ImageShape(1, 8);
        }

        @Override
        public String name(int index) {
            return "number " + index;
        }

        @Override
        public void read(int index, long draw, byte[] target, int offset) throws Rejected {
            if (broken.contains(index)) {
                throw new Rejected(Reason.DAMAGED, "is broken");
            }
            Arrays.fill(target, offset, offset + 64, (byte) index);
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
        try (Loader loader = new Loader(new Numbers(50, Set.of()), 3, 8, 0, List.of())) {
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
        try (Loader whole = new Loader(new Numbers(50, Set.of()), 3, 8, 0, List.of());
                Loader later = new Loader(new Numbers(50, Set.of()), 3, 8, 10, List.of());
                Loader other = new Loader(new Numbers(50, Set.of()), 4, 8, 0, List.of())) {
            List<Integer> all = take(whole, 20);
            assertThat(take(later, 10)).isEqualTo(all.subList(80, 160));
            assertThat(take(other, 20)).isNotEqualTo(all);
        }
    }

    @Test
    void the_next_image_takes_the_place_of_a_lost_one_which_is_told_once() throws InterruptedException {
        Set<Integer> broken = Set.of(7, 8, 49);
        try (Loader whole = new Loader(new Numbers(50, Set.of()), 3, 10, 0, List.of());
                Loader loader = new Loader(new Numbers(50, broken), 3, 10, 0, List.of())) {
            List<Integer> expected = take(whole, 10).stream()
                    .map(i -> i == 7 || i == 8 ? Integer.valueOf(9) : i == 49 ? Integer.valueOf(0) : i)
                    .toList();
            List<Integer> seen = new ArrayList<>();
            List<Batch.Lost> lost = new ArrayList<>();
            for (int i = 0; i < 10; i++) { // two epochs
                Batch batch = loader.take();
                lost.addAll(batch.lost());
                for (int k = 0; k < batch.count(); k++) {
                    seen.add(batch.pixels()[k * 64] & 0xff);
                }
            }
            assertThat(seen).isEqualTo(expected);
            assertThat(lost)
                    .containsExactlyInAnyOrder(
                            new Batch.Lost(7, "number 7", "is broken"),
                            new Batch.Lost(8, "number 8", "is broken"),
                            new Batch.Lost(49, "number 49", "is broken"));
        }
    }

    @Test
    void an_image_that_was_lost_before_is_not_tried_again() throws InterruptedException {
        try (Loader loader = new Loader(new Numbers(50, Set.of()), 3, 50, 0, List.of(7))) {
            Batch batch = loader.take();
            assertThat(batch.lost()).isEmpty();
            byte[] first = new byte[50];
            for (int k = 0; k < 50; k++) {
                first[k] = batch.pixels()[k * 64];
            }
            assertThat(first).doesNotContain((byte) 7);
        }
    }

    @Test
    void when_no_image_is_left_whoever_takes_a_batch_is_told_again_and_again() throws InterruptedException {
        try (Loader loader = new Loader(new Numbers(3, Set.of(0, 1, 2)), 3, 8, 0, List.of())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(loader::take)
                        .isInstanceOf(UserException.class)
                        .hasMessageMatching(
                                "all 3 images have become unreadable; the last was number [012]: is broken");
            }
        }
    }

    @Test
    void cached_images_are_the_same_images() throws Rejected {
        Numbers numbers = new Numbers(5, Set.of());
        CachedSource cached = new CachedSource(numbers);
        byte[] out = new byte[3 + 64];
        for (int round = 0; round < 2; round++) {
            cached.read(4, 0, out, 3);
            assertThat(out[2]).isZero();
            assertThat(out[3]).isEqualTo((byte) 4);
            assertThat(out[66]).isEqualTo((byte) 4);
        }
    }

    @Test
    void dog_i_depends_on_the_seed_and_i_alone() {
        byte[] one = new byte[16 * 16 * 3];
        byte[] two = one.clone();
        DogSource few = new DogSource(new DataConfig.Dogs(1, 20), new ImageShape(3, 16));
        DogSource many = new DogSource(new DataConfig.Dogs(1, 20_000), new ImageShape(3, 16));
        for (int i = 0; i < 20; i++) {
            few.read(i, 0, one, 0);
            many.read(19_999 - i, 0, two, 0);
            assertThat(two).isNotEqualTo(one);
            many.read(i, 0, two, 0);
            assertThat(two).isEqualTo(one);
        }
        new DogSource(new DataConfig.Dogs(2, 20), new ImageShape(3, 16)).read(19, 0, two, 0);
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
}
