package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tar files of one archive: a single one, one that had to be unpacked first, or the shards of a folder by name. */
final class TarFiles implements AutoCloseable {
    /** More shards than these are opened for each read: a process may not open many more than a thousand files. */
    static final int MOST_OPEN = 256;
    /** So that a shard's number and an offset fit into 63 bits. */
    private static final int MOST_SHARDS = 1 << 20;

    private final Path root;
    private final String description;
    private final List<Path> paths;
    private final List<FileBytes> open;
    private final Optional<Unpacked> spool;
    private final List<Other> others;
    private volatile boolean closed;

    private TarFiles(
            Path root,
            String description,
            List<Path> paths,
            List<FileBytes> open,
            Optional<Unpacked> spool,
            List<Other> others) {
        this.root = root;
        this.description = description;
        this.paths = paths;
        this.open = open;
        this.spool = spool;
        this.others = others;
    }

    /**
     * What else lies in a folder of shards.
     *
     * @param name of the file
     * @param reason why it is left out
     */
    record Other(String name, String reason) {}

    /**
     * One of the files in use.
     *
     * @param bytes of the file
     * @param ours whether closing this closes the file
     */
    record Use(FileBytes bytes, boolean ours) implements AutoCloseable {
        @Override
        public void close() {
            if (ours) {
                bytes.close();
            }
        }
    }

    /** As {@link TarArchive#open}. */
    static TarFiles open(Path path, Path spoolFolder, Unpacked.Limits limits) throws IOException {
        if (Files.isDirectory(path)) {
            return shards(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new UserException(Kind.DATA, "%s: is not a tar archive: it is no regular file".formatted(path));
        }
        FileBytes bytes = FileBytes.open(path);
        Optional<Unpacked> spool = Optional.empty();
        try {
            Unpacked.Packing packing = Unpacked.Packing.of(bytes);
            String description = "tar archive %s".formatted(path);
            if (packing != Unpacked.Packing.NONE) {
                bytes.close();
                spool = Optional.of(Unpacked.of(path, packing, spoolFolder, limits));
                bytes = FileBytes.open(spool.get().file());
                description = "compressed tar archive %s".formatted(path);
            }
            if (!TarWalk.begins(bytes)) {
                throw noTar(path);
            }
            return new TarFiles(path, description, List.of(path), List.of(bytes), spool, List.of());
        } catch (IOException | RuntimeException e) {
            bytes.close();
            spool.ifPresent(Unpacked::close);
            throw e;
        }
    }

    /** A file without a tar header. */
    static UserException noTar(Path file) {
        return new UserException(Kind.DATA, "%s: is not a tar archive: no tar header at its beginning".formatted(file));
    }

    private static TarFiles shards(Path folder) throws IOException {
        List<Path> shards = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        for (Path file : sorted(folder)) {
            String name = file.getFileName().toString();
            String ending = ImageNames.ending(name);
            if (name.startsWith(".")) {
                others.add(new Other(EntryNames.visible(name), ImageNames.Kind.HIDDEN.words()));
            } else if (ending.equals("tar") && Files.isRegularFile(file)) {
                shards.add(file);
            } else {
                String reason =
                        ImageNames.isArchive(name) ? "a packed shard; unpack it to .tar" : "not a shard by its name";
                others.add(new Other(EntryNames.visible(name), reason));
            }
        }
        if (shards.isEmpty() || shards.size() > MOST_SHARDS) {
            throw new UserException(
                    Kind.DATA,
                    "%s: found %,d files that end in .tar, expected 1 to %,d"
                            .formatted(folder, shards.size(), MOST_SHARDS));
        }
        List<FileBytes> open = new ArrayList<>();
        try {
            for (Path shard : shards.size() <= MOST_OPEN ? shards : List.<Path>of()) {
                open.add(FileBytes.open(shard));
            }
        } catch (IOException | RuntimeException e) {
            open.forEach(FileBytes::close);
            throw e;
        }
        String description = "%,d tar shards in %s".formatted(shards.size(), folder);
        return new TarFiles(folder, description, shards, open, Optional.empty(), others);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** How many there are, at least 1. */
    int count() {
        return paths.size();
    }

    /** What {@link TarArchive#open} was given. */
    Path root() {
        return root;
    }

    /** For people. */
    String describe() {
        return description;
    }

    /** Where one of them lies; the compressed file, not what it was unpacked to. */
    Path path(int number) {
        return paths.get(number);
    }

    /** Its file name. */
    String name(int number) {
        Path name = paths.get(number).getFileName();
        return name == null ? "" : name.toString();
    }

    /**
     * What comes before the names of its members: the shard's file name and {@code /}; nothing if there are no shards.
     */
    String prefix(int number) {
        boolean shards = !root.equals(paths.get(number));
        return shards ? EntryNames.visible(name(number)) + "/" : "";
    }

    /** What else lies in the folder. */
    List<Other> others() {
        return others;
    }

    /** What went wrong while unpacking; empty if nothing did. */
    String damage() {
        return spool.map(Unpacked::damage).orElse("");
    }

    /** One of the files, to be closed after use. */
    Use use(int number) throws IOException {
        if (closed) {
            throw new IOException("the archive is closed");
        }
        return open.isEmpty() ? new Use(FileBytes.open(paths.get(number)), true) : new Use(open.get(number), false);
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(FileBytes::close);
        spool.ifPresent(Unpacked::close);
    }
}
