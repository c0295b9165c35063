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
    @JsonSubTypes.Type(DataConfig.Zip.class),
    @JsonSubTypes.Type(DataConfig.Tar.class),
    @JsonSubTypes.Type(DataConfig.Parquet.class),
    @JsonSubTypes.Type(DataConfig.Cifar.class),
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

    /** Pictures in a file or folder. */
    sealed interface OnDisk extends DataConfig {
        /** Where. */
        Path path();

        @Override
        default String shortName() {
            return lastName(path());
        }
    }

    /**
     * A folder of image files, searched recursively.
     *
     * @param path the folder
     */
    @JsonTypeName("folder")
    record Folder(Path path) implements OnDisk {
        @Override
        public DataConfig at(Path newPath) {
            return new Folder(newPath);
        }
    }

    /**
     * A zip archive of image files, read in place.
     *
     * @param path the file
     */
    @JsonTypeName("zip")
    record Zip(Path path) implements OnDisk {
        @Override
        public DataConfig at(Path newPath) {
            return new Zip(newPath);
        }
    }

    /**
     * A tar archive of image files, plain or compressed; or the shards of a WebDataset.
     *
     * @param path the file, or a folder of them
     */
    @JsonTypeName("tar")
    record Tar(Path path) implements OnDisk {
        @Override
        public DataConfig at(Path newPath) {
            return new Tar(newPath);
        }
    }

    /**
     * Parquet with a column of images, as Hugging Face stores them.
     *
     * @param path the file, or a folder of them
     */
    @JsonTypeName("parquet")
    record Parquet(Path path) implements OnDisk {
        @Override
        public DataConfig at(Path newPath) {
            return new Parquet(newPath);
        }
    }

    /**
     * CIFAR-10 or CIFAR-100: binary batches, or the archive with pickled ones.
     *
     * @param path the file, or a folder of them
     */
    @JsonTypeName("cifar")
    record Cifar(Path path) implements OnDisk {
        @Override
        public DataConfig at(Path newPath) {
            return new Cifar(newPath);
        }
    }

    /**
     * An IDX image file as MNIST and Fashion-MNIST use it, plain or gzipped.
     *
     * @param path the file
     */
    @JsonTypeName("idx")
    record Idx(Path path) implements OnDisk {
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
        String word = name == null
                ? "root"
                : name.toString()
                        .replaceFirst("(?i)\\.(zip|parquet|tgz|tbz2|tar|tar\\.(gz|bz2|xz))$", "")
                        .replaceAll("[^A-Za-z0-9._-]+", "-");
        return word.isBlank() ? "images" : word;
    }
}
