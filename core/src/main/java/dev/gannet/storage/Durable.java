package dev.gannet.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Steps of the write protocol that more than one kind of file needs. */
public final class Durable {
    private static final String TEMPORARY = ".tmp-";

    private Durable() {}

    /** Writes a new file and waits until its content is on the disk; its name is so once its folder has been forced. */
    static void write(Disk disk, Path file, List<byte[]> parts) throws IOException {
        try (Disk.Writing out = disk.create(file)) {
            for (byte[] part : parts) {
                out.write(ByteBuffer.wrap(part));
            }
            out.force();
        }
    }

    /** Puts a file in the place of another one, or of none: after a crash there is the old content or the new. */
    public static void replace(Disk disk, Path file, byte[] content) throws IOException {
        Path folder = parent(file);
        Path temporary = folder.resolve(TEMPORARY + file.getFileName());
        if (disk.exists(temporary)) {
            disk.delete(temporary);
        }
        write(disk, temporary, List.of(content));
        disk.replace(temporary, file);
        disk.forceFolder(folder);
    }

    /**
     * Tries everything that saving will need: a folder, a file, a forced write, a rename.
     *
     * @throws IOException with the reason, if the folder cannot be used
     */
    public static void probe(Disk disk, Path folder) throws IOException {
        Path before = folder.resolve(TEMPORARY + "probe");
        Path after = folder.resolve(TEMPORARY + "probed");
        for (Path left : List.of(before, after)) { // by a run that died here
            if (disk.exists(left)) {
                discard(disk, left);
            }
        }
        disk.makeFolder(before);
        write(disk, before.resolve("file"), List.of(new byte[1]));
        disk.forceFolder(before);
        disk.move(before, after);
        disk.forceFolder(folder);
        discard(disk, after);
    }

    /** Deletes a folder of files. */
    static void discard(Disk disk, Path folder) throws IOException {
        for (Path file : disk.list(folder)) {
            disk.delete(file);
        }
        disk.delete(folder);
    }

    /** Whether a name is one that only an unfinished operation uses. */
    static boolean isTemporary(Path path) {
        return path.getFileName().toString().startsWith(TEMPORARY);
    }

    static Path temporary(Path folder, String name) {
        return folder.resolve(TEMPORARY + name);
    }

    static Path parent(Path file) throws FileSystemException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "is not a file in a folder");
        }
        return folder;
    }

    static String sha256(List<byte[]> parts) {
        MessageDigest digest = sha256();
        parts.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What an error says, in words: some exceptions have no message, and those of files begin with the file's name. */
    public static String reason(IOException e) {
        if (e instanceof AtomicMoveNotSupportedException) {
            return "temporary and final names must be on one file system";
        }
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.NoSuchFileException gone -> gone.getFile() + " is not there";
            case java.nio.file.NotDirectoryException file -> file.getFile() + " is not a folder";
            case java.nio.file.FileAlreadyExistsException there -> there.getFile() + " exists already";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
