package dev.gannet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files and methods stay small enough to be read at once. */
class SizeTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern METHOD =
            Pattern.compile("^ {4}(?! )(?!/|\\*|}|@)(?!.*\\b(record|class|interface|enum)\\b)[^=;]*\\([^;]*\\{$");

    @Test
    void one_step_fits_on_a_page() throws IOException {
        assertThat(lines(MAIN.resolve("dev/gannet/train/TrainStep.java"))).hasSizeLessThan(150);
    }

    @Test
    void no_file_has_400_lines() throws IOException {
        List<Path> files = javaFiles();
        assertThat(files).hasSizeGreaterThan(50);
        for (Path file : files) {
            assertThat(lines(file)).as(file.toString()).hasSizeLessThan(400);
        }
    }

    @Test
    void no_method_has_more_than_40_lines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int methods = 0;
        for (Path file : javaFiles()) {
            List<String> lines = lines(file);
            for (int start = 0; start < lines.size(); start++) {
                if (METHOD.matcher(lines.get(start)).matches()) {
                    int end = lines.subList(start, lines.size()).indexOf("    }");
                    methods++;
                    if (end > 40) {
                        tooLong.add("%s:%d has %d lines".formatted(file, start + 1, end));
                    }
                }
            }
        }
        assertThat(methods).isGreaterThan(200);
        assertThat(tooLong).isEmpty();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }
}
