package dev.gannet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.feature.FakeInception;
import dev.gannet.feature.Inception;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The names and the arithmetic of the standard FID, with a network whose 2,048 features of a grey picture are all its level: what
 * is compared are two sets of levels.
 */
class StandardFidTest {
    private static final int LEVEL = 100;
    private static final int DIMS = 2048;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void engine() {
        Engine.start(2);
    }

    private static double[] levels(Pictures pictures) {
        return IntStream.range(0, pictures.count())
                .mapToDouble(i -> pictures.pixels()[i * Greys.SHAPE.bytes()] & 0xff)
                .toArray();
    }

    /** By the definition: the mean kernel of two different pictures of either kind, less twice that of one of each. */
    private static double kernel(double[] real, double made) {
        double sum = 0;
        for (int i = 0; i < real.length; i++) {
            for (int j = 0; j < real.length; j++) {
                sum += i == j ? 0 : cube(real[i] * real[j]);
            }
        }
        double across = Arrays.stream(real).map(level -> cube(level * made)).sum() / real.length;
        return sum / real.length / (real.length - 1) + cube(made * made) - 2 * across;
    }

    private static double cube(double product) {
        return Math.pow(product + 1, 3);
    }

    @Test
    void numbers_carry_the_protocol_and_the_number_of_pictures_and_covariances_are_over_n() {
        byte[] pixels = new byte[1000 * Greys.SHAPE.bytes()];
        Arrays.fill(pixels, (byte) LEVEL);
        Pictures made = new Pictures(Greys.SHAPE, pixels);
        try (Inception network = Inception.open(FakeInception.write(folder.resolve("inception.pt")))) {
            Reference reference = Reference.of(new Greys(2000), network, 1000, 1);
            Evaluation evaluation = new Evaluation(reference, Optional.empty());
            List<Measure> measures = new ArrayList<>();
            evaluation.addFeatures(measures, reference.features(made));
            assertThat(measures)
                    .extracting(Measure::name)
                    .containsExactly(
                            "fid1k[nv]",
                            "kid1k[nv]",
                            "precision1k[nv]",
                            "recall1k[nv]",
                            "density1k[nv]",
                            "coverage1k[nv]");
            double[] real = levels(reference.firstPictures());
            // made ones do not vary: squares of means and variances over N add up to the mean squared difference
            double expected = DIMS
                    * DoubleStream.of(real)
                            .map(level -> (level - LEVEL) * (level - LEVEL))
                            .average()
                            .orElseThrow();
            assertThat(measures.get(0).value()).isCloseTo(expected, within(1e-5 * expected));
            double kernel = kernel(real, LEVEL);
            assertThat(measures.get(1).value()).isCloseTo(kernel, within(1e-6 * Math.abs(kernel)));
            assertThat(evaluation.notes(reference.copies(made, reference.secondPictures())))
                    .contains(
                            "a FID of 1,000 pictures is never to be compared with one of 50,000; with fewer than 10,000 it is"
                                    + " mostly the floor",
                            "precision to coverage go by Inception's features and 5 neighbours; those that papers print go by"
                                    + " VGG16's and 3: they are other numbers");
        }
    }
}
