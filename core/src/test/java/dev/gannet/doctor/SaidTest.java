package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
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
    /** Who says no to what can be asked for in a page. */
    private static final List<String> REFUSING = List.of(
            "config/Choices",
            "config/LossConfig",
            "config/OptimizerConfig",
            "trace/plane/DiracRule",
            "trace/plane/PlaneAsk",
            "trace/plane/PlaneSettings",
            "trace/plane/PointTable",
            "trace/plane/SweepAsk",
            "train/Beside",
            "train/Board",
            "train/LatentPlane",
            "train/LayerUnits",
            "train/StepDebugger",
            "train/Visit",
            "train/WhatIf",
            "train/WhatIfChange");

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
    void every_refusal_that_a_page_can_meet_is_in_the_bundle() throws IOException {
        Collection<String> bundle = bundle();
        assertThat(refusals())
                .hasSizeGreaterThan(30)
                .allSatisfy(refusal -> assertThat(bundle).anyMatch(sentence -> isOf(refusal, sentence)));
    }

    @Test
    void nothing_is_in_the_bundle_that_is_never_written() throws IOException {
        Set<String> written = new TreeSet<>();
        for (String layer : List.of("doctor", "train", "web", "plane", "config")) {
            texts(layer).forEach(text -> written.add(withSlots(text)));
        }
        Set<String> refusals = refusals();
        assertThat(bundle())
                .allSatisfy(text -> assertThat(text)
                        .matches(one -> written.contains(one)
                                || one.endsWith("{1}")
                                        && written.contains(one.substring(0, one.length() - "{1}".length()))
                                || refusals.stream().anyMatch(no -> isOf(no, one) || isOf("plane: " + no, one))));
    }

    private static Set<String> refusals() throws IOException {
        return found(
                new Refusals(),
                REFUSING.stream().map(file -> SOURCES.resolve(file + ".java")).toArray(Path[]::new));
    }

    /** Whether a text is that sentence, whatever fills its slots. */
    private static boolean isOf(String text, String sentence) {
        String words =
                Stream.of(sentence.split("\\{\\d}", -1)).map(Pattern::quote).collect(Collectors.joining(".+?"));
        return text.matches(words);
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
    private static Set<String> texts(String layer) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(layer))) {
            return found(
                    new Texts(),
                    files.filter(file -> file.toString().endsWith(".java")).toArray(Path[]::new));
        }
    }

    private static Set<String> found(Finder finder, Path... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjects(sources));
            for (CompilationUnitTree unit : task.parse()) {
                finder.scan(unit, null);
            }
            return finder.found;
        }
    }

    private static class Finder extends TreeScanner<@Nullable Void, @Nullable Void> {
        final Set<String> found = new TreeSet<>();

        static Optional<String> constant(Tree tree) {
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

    private static final class Texts extends Finder {
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
    }

    /** What is refused, as it is read, with 7 in every slot. */
    private static final class Refusals extends Finder {
        private static final String FILLED = "7";

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
            List<? extends Tree> given = call.getArguments();
            switch (name(call.getMethodSelect())) {
                case "usage", "note", "wrong" -> read(given.getFirst()).ifPresent(found::add);
                case "range", "check" ->
                    read(given.getLast()).ifPresent(expected -> found.add("x is 7; expected " + expected));
                default -> {}
            }
            return super.visitMethodInvocation(call, unused);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void unused) {
            if (made.getIdentifier().toString().equals("UserException")) {
                read(made.getArguments().get(1)).ifPresent(found::add);
            }
            return super.visitNewClass(made, unused);
        }

        private static String name(Tree method) {
            return switch (method) {
                case MemberSelectTree of -> of.getIdentifier().toString();
                default -> method.toString();
            };
        }

        /** Nothing if no word of it stands in the source. */
        private static Optional<String> read(Tree text) {
            return switch (text) {
                case MethodInvocationTree call
                when call.getMethodSelect() instanceof MemberSelectTree of
                        && of.getIdentifier().contentEquals("formatted") -> read(of.getExpression());
                case BinaryTree sum
                when sum.getKind() == Tree.Kind.PLUS ->
                    read(sum.getLeftOperand())
                            .map(left -> left + read(sum.getRightOperand()).orElse(FILLED));
                default -> constant(text).map(words -> SLOT.matcher(words).replaceAll(FILLED));
            };
        }
    }
}
