package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PairTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8);
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    @Test
    void the_closest_pairs_are_those_of_all_pairs() {
        Pictures pictures = Samples.noise(40, SHAPE, 1);
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (int j = i + 1; j < 40; j++) {
                all.add(new Pair(i, j, distance(pictures, i, j)));
            }
        }
        all.sort(Comparator.comparingDouble(Pair::distance));
        List<Pair> closest = Pair.closest(pictures, 5);
        assertThat(closest).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(closest.get(i).one()).isEqualTo(all.get(i).one());
            assertThat(closest.get(i).other()).isEqualTo(all.get(i).other());
            assertThat(closest.get(i).distance()).isCloseTo(all.get(i).distance(), CLOSE);
        }
        assertThat(Pair.closest(pictures.first(2), 5)).hasSize(1);
    }

    private static double distance(Pictures pictures, int i, int j) {
        double square = 0;
        for (int at = 0; at < SHAPE.bytes(); at++) {
            double off = (pictures.pixels()[i * SHAPE.bytes() + at] & 0xff)
                    - (pictures.pixels()[j * SHAPE.bytes() + at] & 0xff);
            square += off * off;
        }
        return Math.sqrt(square / SHAPE.bytes()) / 255;
    }
}
