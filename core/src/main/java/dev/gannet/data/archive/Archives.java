package dev.gannet.data.archive;

import dev.gannet.config.DataConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens archives, and recognises what a path holds. */
public final class Archives {
    private Archives() {}

    /**
     * Opens an archive; the caller closes it.
     *
     * @param scratch a folder for temporary files, if the archive has to be uncompressed to be read in any order
     * @throws UserException (data) if it is not what it is said to be
     */
    public static Archive of(DataConfig.OnDisk data, Path scratch) throws IOException {
        return switch (data) {
            case DataConfig.Folder(Path path) -> new FolderArchive(path);
            case DataConfig.Zip(Path path) -> ZipArchive.open(path);
            case DataConfig.Tar(Path path) -> TarArchive.open(path, scratch);
            case DataConfig.Parquet(Path path) -> ParquetArchive.open(path, scratch);
            case DataConfig.Cifar(Path path) -> CifarArchive.open(path);
            case DataConfig.Idx(Path path) -> IdxArchive.open(path);
        };
    }

    /**
     * What kind of data a path is, by the names in it.
     *
     * @throws UserException (data) if there is nothing, or nothing that is known
     */
    public static DataConfig.OnDisk recognise(Path path) {
        if (Files.isRegularFile(path)) {
            return file(path)
                    .orElseThrow(() -> new UserException(
                            Kind.DATA,
                            "%s: is a file of no known kind; expected a folder, .zip, .tar, .tar.gz, .tgz, .tar.bz2, .parquet, or a file of MNIST or CIFAR"
                                    .formatted(path)));
        }
        if (!Files.isDirectory(path)) {
            throw new UserException(
                    Kind.DATA, "%s: does not exist; expected a folder or an archive of images".formatted(path));
        }
        return folder(path);
    }

    private static Optional<DataConfig.OnDisk> file(Path path) {
        String name = name(path);
        if (isIdx(name)) {
            return Optional.of(new DataConfig.Idx(path));
        }
        if (CifarArchive.isNamedSo(name)) {
            return Optional.of(new DataConfig.Cifar(path));
        }
        if (name.endsWith(".zip")) {
            return Optional.of(new DataConfig.Zip(path));
        }
        if (name.endsWith(".parquet")) {
            return Optional.of(new DataConfig.Parquet(path));
        }
        return isTar(name) ? Optional.of(new DataConfig.Tar(path)) : Optional.empty();
    }

    /** What the files in a folder say, where they all say the same; else it is a folder of images. */
    private static DataConfig.OnDisk folder(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> files = children.filter(Files::isRegularFile)
                    .limit(10_000) // a folder with more is one of images
                    .sorted()
                    .toList();
            Optional<Path> idx = files.stream()
                    .filter(file -> isIdx(name(file)) && name(file).startsWith("train"))
                    .findFirst()
                    .or(() -> files.stream().filter(file -> isIdx(name(file))).findFirst());
            if (idx.isPresent()) {
                return new DataConfig.Idx(idx.get());
            }
            List<String> names = files.stream().map(Archives::name).toList();
            boolean cifar100 = names.containsAll(List.of("train", "test", "meta"));
            if (cifar100 || names.stream().anyMatch(CifarArchive::isNamedSo)) {
                return new DataConfig.Cifar(folder);
            }
            if (files.stream().anyMatch(file -> name(file).endsWith(".parquet"))) {
                return new DataConfig.Parquet(folder);
            }
            return files.stream().anyMatch(file -> name(file).endsWith(".tar"))
                    ? new DataConfig.Tar(folder)
                    : new DataConfig.Folder(folder);
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be listed: %s".formatted(folder, Durable.reason(e)), e);
        }
    }

    private static boolean isTar(String name) {
        return name.matches(".*\\.(tar|tgz|tbz2|tar\\.(gz|bz2|xz))");
    }

    private static boolean isIdx(String name) {
        return name.matches(".*(images.idx3.ubyte|\\.idx)(\\.gz)?");
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    }
}
