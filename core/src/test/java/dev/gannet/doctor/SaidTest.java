package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.gannet.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pages translate what the program writes in English: by a bundle of its sentences, which must be the ones it writes. */
class SaidTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/gannet");
    private static final Pattern SENTENCE = Pattern.compile("\\S.* .*\\.");
    private static final Pattern SLOT = Pattern.compile("%[,.\\d]*[sdf]");

    @Test
    void every_sentence_of_the_doctor_is_in_the_bundle() throws IOException {
        Set<String> sentences = texts("doctor").stream()
                .filter(text -> SENTENCE.matcher(text).matches())
                .map(SaidTest::withSlots)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sentences).hasSizeGreaterThan(100);
        assertThat(bundle()).containsAll(sentences).doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_in_the_bundle_that_is_never_written() throws IOException {
        Set<String> written = Stream.concat(
                        texts("doctor").stream(), Stream.concat(texts("train").stream(), texts("web").stream()))
                .map(SaidTest::withSlots)
                .collect(Collectors.toSet());
        assertThat(bundle())
                .allSatisfy(text -> assertThat(written)
                        .anyMatch(one -> one.equals(text) || (text.endsWith("{1}") && text.equals(one + "{1}"))));
    }

    /** {@code %s} and the like as the bundle writes them. */
    private static String withSlots(String format) {
        int[] slots = {0};
        return SLOT.matcher(format).replaceAll(found -> "{%d}".formatted(++slots[0]));
    }

    private static Collection<String> bundle() throws IOException {
        return Bundle.of("en", "said").values();
    }

    /** Every text in the sources of a package; what is put together from constant parts is one. */
    private static List<String> texts(String layer) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.list(SOURCES.resolve(layer));
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(sources));
            Texts texts = new Texts();
            for (CompilationUnitTree unit : task.parse()) {
                texts.scan(unit, null);
            }
            return List.copyOf(texts.found);
        }
    }

    private static final class Texts extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Set<String> found = new TreeSet<>();

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
            constant(literal).ifPresent(found::add);
            return null;
        }

        @Override
        public @Nullable Void visitBinary(BinaryTree binary, @Nullable Void unused) {
            Optional<String> whole = constant(binary);
            whole.ifPresent(found::add);
            return whole.isPresent() ? null : super.visitBinary(binary, unused);
        }

        private static Optional<String> constant(Tree tree) {
            return switch (tree) {
                case LiteralTree literal when literal.getValue() instanceof String text -> Optional.of(text);
                case BinaryTree sum
                when sum.getKind() == Tree.Kind.PLUS ->
                    constant(sum.getLeftOperand())
                            .flatMap(left -> constant(sum.getRightOperand()).map(left::concat));
                default -> Optional.empty();
            };
        }
    }
}
