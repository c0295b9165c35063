package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HoldOutTest {
    private static final ImageShape SHAPE = new ImageShape(1, 16);
    private static final ImageSource DOGS = Sources.drawn(new DataConfig.Dogs(1, 50), SHAPE);

    private static List<String> names(ImageSource source) {
        return IntStream.range(0, source.count()).mapToObj(source::name).toList();
    }

    @Test
    void every_image_is_in_one_part() {
        HoldOut parts = HoldOut.of(DOGS, 12, 3);
        assertThat(parts.training().count()).isEqualTo(38);
        assertThat(parts.heldOut().count()).isEqualTo(12);
        assertThat(Stream.of(names(parts.training()), names(parts.heldOut())).flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(names(DOGS));
    }

    @Test
    void which_are_held_out_is_a_function_of_the_seed() {
        List<String> held = names(HoldOut.of(DOGS, 12, 3).heldOut());
        assertThat(names(HoldOut.of(DOGS, 12, 3).heldOut())).isEqualTo(held);
        assertThat(names(HoldOut.of(DOGS, 12, 4).heldOut())).isNotEqualTo(held);
        assertThat(names(HoldOut.of(DOGS, 13, 3).heldOut())).containsAll(held);
    }

    @Test
    void the_parts_are_the_same_images_under_other_numbers() throws Exception {
        ImageSource part = HoldOut.of(DOGS, 12, 3).training();
        byte[] one = new byte[SHAPE.bytes() + 5];
        byte[] other = new byte[SHAPE.bytes() + 5];
        for (int i = 0; i < part.count(); i++) {
            part.read(i, 0, one, 5);
            DOGS.read(names(DOGS).indexOf(part.name(i)), 0, other, 5);
            assertThat(one).isEqualTo(other);
        }
        assertThat(part.shape()).isEqualTo(SHAPE);
        assertThat(part.describe()).isEqualTo(DOGS.describe() + "; 38 of them");
        assertThat(part.fingerprint()).isEqualTo(DOGS.fingerprint() + "-without.12.3");
    }

    @Test
    void none_held_out_is_all_as_it_is() {
        HoldOut parts = HoldOut.of(DOGS, 0, 3);
        assertThat(parts.training()).isSameAs(DOGS);
        assertThat(parts.heldOut().count()).isZero();
    }

    @Test
    void labels_keep_their_names_though_a_class_has_no_images_left() {
        Classes all = Classes.of(new String[] {"b", "a", "b", "c"}).orElseThrow();
        Classes some = all.only(new int[] {2, 1});
        assertThat(some.names()).containsExactly("a", "b", "c");
        assertThat(List.of(some.of(0), some.of(1))).containsExactly(1, 0);
        assertThat(some.sizes()).containsExactly(1, 1, 0);
        assertThat(HoldOut.of(DOGS, 5, 1).training().labels()).isEqualTo(Optional.empty());
    }

    @Test
    void more_than_half_is_refused() {
        assertThatThrownBy(() -> HoldOut.of(DOGS, 26, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("--hold-out is 26; expected 0 to 25, half of the 50 images");
    }
}
