package dev.gannet.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The file system of the machine. */
public final class RealDisk implements Disk {
    private record ChannelWriting(FileChannel channel) implements Writing {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public Writing create(Path file) throws IOException {
        return new ChannelWriting(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (Files.exists(to)) { // a rename would replace a file or an empty folder
            throw new FileSystemException(to.toString(), null, "exists already");
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Not every system can open a folder; those that cannot need not. */
    @Override
    public void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (NoSuchFileException e) { // any other error must not look like an empty folder
            return List.of();
        } catch (UncheckedIOException e) { // from the stream
            throw e.getCause();
        }
    }

    @Override
    public boolean exists(Path path) {
        return !Files.notExists(path); // if that cannot be told, what is tried next says why
    }

    @Override
    public SeekableByteChannel read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe or a device would never end
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
