package dev.gannet.data;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where looks at data sets and decoded pictures are kept. Everything in it can be deleted at any time.
 *
 * @param folder made when it is first needed
 * @param pictures what becomes of decoded pictures
 * @param temporary whether closing deletes the folder
 */
public record Cache(Path folder, Pictures pictures, boolean temporary) implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** What becomes of decoded pictures. */
    public enum Pictures {
        /** Kept in files for the runs to come. */
        FILES,
        /** Kept in memory if they fit. */
        MEMORY,
        /** Decoded whenever they are wanted. */
        NOWHERE
    }

    /** The user's: {@code $XDG_CACHE_HOME/gannet}, or {@code ~/.cache/gannet}. */
    public static Cache ofUser() {
        return at(userFolder(), Pictures.FILES);
    }

    /** Where the user's cache is. */
    public static Path userFolder() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("gannet");
    }

    /** A folder of one's own. */
    public static Cache at(Path folder, Pictures pictures) {
        return new Cache(folder, pictures, false);
    }

    /**
     * The folder; if it is missing, it is made so that its owner alone can see what is in it: weights and pictures that are read
     * again. One that is there stays as it is.
     *
     * @throws UserException (resources) if it cannot be made
     */
    public Path ready() {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            return posix ? Files.createDirectories(folder, OWNER_ALONE) : Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES,
                    "%s: the cache cannot be written: %s; --no-cache does without".formatted(folder, e.getMessage()),
                    e);
        }
    }

    /** A folder that is deleted in the end. */
    public static Cache temporary(Pictures pictures) {
        try {
            return new Cache(Files.createTempDirectory("gannet"), pictures, true);
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES, "the folder for temporary files cannot be written: " + Durable.reason(e), e);
        }
    }

    /** The first 64 bits of a text's SHA-256. */
    static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // it is the system's temporary folder: the system sweeps it
        }
    }
}
