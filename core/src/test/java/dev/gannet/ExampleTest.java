package dev.gannet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in examples/ does what it says. */
class ExampleTest {
    @Test
    void train_dogs(@TempDir Path folder) throws Throwable {
        MethodHandles.publicLookup()
                .findStatic(Class.forName("TrainDogs"), "main", MethodType.methodType(void.class, String[].class))
                .invokeExact(new String[] {"2", folder.toString()});
        Path grid = folder.resolve("00001-dogs-modern-32/dogs.png");
        assertThat(ImageIO.read(grid.toFile()).getWidth()).isEqualTo(8 * 34 + 2);
        assertThat(linesOfTheBody()).isLessThan(10);
    }

    private static long linesOfTheBody() throws IOException {
        return Files.readAllLines(Path.of("../examples/TrainDogs.java")).stream()
                .filter(line -> line.startsWith("        "))
                .count();
    }
}
