package dev.gannet.cli;

import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.evaluate.Sample;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.train.TrainedGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where made pictures come from. */
sealed interface Made extends AutoCloseable {
    /** One line for people. */
    String describe();

    /** How many there can be. */
    int most();

    /** So many of them, by the seed. */
    Pictures make(int count, long seed);

    /** The names of the classes that these are asked to be of; none if its maker is not told any. */
    List<String> asked(int count, long seed);

    @Override
    void close();

    /** A run's best generator; {@code warn} is told which newer checkpoints cannot be used. */
    static Made of(RunDir run, Consumer<String> warn) {
        return new Trained(run, TrainedGenerator.open(run, warn));
    }

    /**
     * Pictures in files, brought to a shape.
     *
     * @throws UserException (usage) if nothing is there, (data) if it cannot be read
     */
    static Made of(Path path, Sources sources, ImageShape shape, Framing framing) throws InterruptedException {
        if (!Files.exists(path)) {
            throw UserException.usage(
                    "%s: is neither a run nor a folder of pictures; 'gannet runs' lists the runs".formatted(path));
        }
        Size size = new Size(shape.width(), shape.height());
        return new InFiles(sources.open(Archives.recognise(path), size, Optional.of(shape.channels()), framing));
    }

    /**
     * By a run.
     *
     * @param generator owned
     */
    record Trained(RunDir run, TrainedGenerator generator) implements Made {
        @Override
        public String describe() {
            return "by %s after %,d steps".formatted(run.path(), generator.step());
        }

        @Override
        public int most() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Pictures make(int count, long seed) {
            return generator.make(count, seed);
        }

        @Override
        public List<String> asked(int count, long seed) {
            return generator.classes(count, seed);
        }

        @Override
        public void close() {
            generator.close();
        }
    }

    /**
     * By any program.
     *
     * @param source owned
     */
    record InFiles(ImageSource source) implements Made {
        @Override
        public String describe() {
            return source.describe();
        }

        @Override
        public int most() {
            return source.count();
        }

        @Override
        public Pictures make(int count, long seed) {
            return Sample.of(source, count, seed).pictures();
        }

        @Override
        public List<String> asked(int count, long seed) {
            return List.of();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
