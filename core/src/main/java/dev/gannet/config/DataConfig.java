package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.file.Path;

/** Where the real images come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(DataConfig.Dogs.class),
    @JsonSubTypes.Type(DataConfig.Folder.class),
    @JsonSubTypes.Type(DataConfig.Idx.class)
})
public sealed interface DataConfig {
    /**
     * The same kind of data somewhere else: the images have been moved.
     *
     * @throws UserException (usage) if this kind has no place
     */
    DataConfig at(Path path);

    /** A short word for run names: {@code dogs}, or the folder's or file's own name. */
    String shortName();

    /**
     * The built-in drawings of dogs.
     *
     * @param seed picture i depends on this seed and i alone
     * @param count how many pictures there are, 2 to 10,000,000
     */
    @JsonTypeName("dogs")
    record Dogs(long seed, int count) implements DataConfig {
        /** What {@code gannet train} uses when no path is given. */
        public static final Dogs DEFAULT = new Dogs(1, 20_000);

        /** Checks the range. */
        public Dogs {
            if (count < 2 || count > 10_000_000) {
                throw UserException.range("dogs count", count, "2 to 10,000,000");
            }
        }

        @Override
        public DataConfig at(Path path) {
            throw UserException.usage("--set data=%s: this run's dogs are drawn, not read".formatted(path));
        }

        @Override
        public String shortName() {
            return "dogs";
        }
    }

    /**
     * A folder of image files, searched recursively.
     *
     * @param path the folder
     */
    @JsonTypeName("folder")
    record Folder(Path path) implements DataConfig {
        @Override
        public DataConfig at(Path newPath) {
            return new Folder(newPath);
        }

        @Override
        public String shortName() {
            return lastName(path);
        }
    }

    /**
     * An IDX image file as MNIST and Fashion-MNIST use it, plain or gzipped.
     *
     * @param path the file
     */
    @JsonTypeName("idx")
    record Idx(Path path) implements DataConfig {
        @Override
        public DataConfig at(Path newPath) {
            return new Idx(newPath);
        }

        @Override
        public String shortName() {
            Path folder = path.toAbsolutePath().normalize().getParent();
            return folder == null ? "idx" : lastName(folder);
        }
    }

    private static String lastName(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        String word = name == null ? "root" : name.toString().replaceAll("[^A-Za-z0-9._-]+", "-");
        return word.isBlank() ? "images" : word;
    }
}
