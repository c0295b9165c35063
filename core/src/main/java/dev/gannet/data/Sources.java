package dev.gannet.data;

import dev.gannet.config.DataConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens data, and recognises what a path holds. */
public final class Sources {
    private Sources() {}

    /**
     * Opens the data at a size; the caller closes it.
     *
     * @throws UserException (data) if it cannot be used
     */
    public static ImageSource of(DataConfig data, int size) {
        ImageSource source = switch (data) {
            case DataConfig.Dogs dogs -> new DogSource(dogs, size);
            case DataConfig.Zip _, DataConfig.Tar _, DataConfig.Parquet _, DataConfig.Cifar _ ->
                throw new IllegalStateException("not yet");
            case DataConfig.Folder(Path path) -> FolderSource.open(path, size);
            case DataConfig.Idx(Path path) -> IdxSource.open(path, size);
        };
        return CachedSource.fits(source) ? new CachedSource(source) : source;
    }

    /**
     * What kind of data a path is: an IDX file, a folder that holds one (MNIST, Fashion-MNIST), or a folder of images.
     *
     * @throws UserException (data) if there is nothing, or nothing that is known
     */
    public static DataConfig recognise(Path path) {
        if (Files.isRegularFile(path)) {
            if (isIdx(path)) {
                return new DataConfig.Idx(path);
            }
            throw new UserException(
                    Kind.DATA,
                    "%s: is a file; expected a folder of images or an IDX file (*-images-idx3-ubyte[.gz])"
                            .formatted(path));
        }
        if (!Files.isDirectory(path)) {
            throw new UserException(
                    Kind.DATA, "%s: does not exist; expected a folder of images or an IDX file".formatted(path));
        }
        return idxIn(path).<DataConfig>map(DataConfig.Idx::new).orElseGet(() -> new DataConfig.Folder(path));
    }

    /** The training images of an MNIST-like folder, or the only image file there is. */
    private static Optional<Path> idxIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(Sources::isIdx).sorted().toList();
            return found.stream()
                    .filter(file -> file.getFileName().toString().startsWith("train"))
                    .findFirst()
                    .or(() -> found.stream().findFirst());
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean isIdx(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().matches(".*(images.idx3.ubyte|\\.idx)(\\.gz)?");
    }
}
