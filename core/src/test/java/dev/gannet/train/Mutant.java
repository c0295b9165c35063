package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.RunConfig;
import dev.gannet.model.Gan;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * {@link TrainStep} with one piece of its source replaced, compiled and loaded beside the real one.
 *
 * @param name what is broken
 * @param original text that occurs once in the source
 * @param broken what stands there instead
 */
record Mutant(String name, String original, String broken) {
    private static final Path SOURCE = Path.of("src/main/java/dev/gannet/train/TrainStep.java");
    private static final Path CLASSES = Path.of("target/classes");

    /** Whether a check accepts the broken step. */
    @FunctionalInterface
    interface Check {
        boolean accepts(StepProbe.Maker maker) throws Exception;
    }

    /** The package {@code train} with the broken step; a folder for its class file. */
    URLClassLoader load(Path folder) throws IOException {
        String source = Files.readString(SOURCE);
        assertThat(source.split(java.util.regex.Pattern.quote(original), -1))
                .as("'%s' occurs once", original)
                .hasSize(2);
        compile(source.replace(original, broken), folder);
        return new TrainPackageLoader(folder);
    }

    boolean survives(Path folder, Check check) throws IOException {
        try (URLClassLoader loader = load(folder)) {
            Class<?> type = loader.loadClass("dev.gannet.train.TrainStep");
            Method run = type.getMethod("run", loader.loadClass("dev.gannet.train.Batches"), boolean.class);
            return check.accepts((gan, config) -> {
                Object step = type.getConstructor(Gan.class, RunConfig.class, long.class)
                        .newInstance(gan, config, 0L);
                return reals -> run.invoke(step, reals, false);
            });
        } catch (Exception e) {
            return false; // a step that throws has been found out too
        }
    }

    private static void compile(String source, Path folder) throws IOException {
        Path file = folder.resolve("TrainStep.java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("java.class.path");
        int failed = compiler.run(
                null, null, null, "-proc:none", "-nowarn", "-cp", classPath, "-d", folder.toString(), file.toString());
        assertThat(failed).as("the mutant compiles").isZero();
    }

    /** Loads the whole package anew, so that the broken step still sees what is private to it; the rest is shared. */
    private static final class TrainPackageLoader extends URLClassLoader {
        private static final String PACKAGE = "dev.gannet.train.";
        private static final List<String> SHARED = List.of(PACKAGE + "Batches");

        TrainPackageLoader(Path mutant) throws IOException {
            super(new URL[] {mutant.toUri().toURL(), CLASSES.toUri().toURL()}, Mutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE) || SHARED.contains(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
