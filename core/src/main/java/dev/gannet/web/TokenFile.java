package dev.gannet.web;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The token, where scripts of the same user find it: readable by its owner from its first byte on. */
final class TokenFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private TokenFile() {}

    /**
     * Writes a new file; an old one, of a start that was killed, goes first.
     *
     * @throws UserException (resources) if it cannot be written
     */
    static void write(Path file, String token) {
        try {
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file, OWNER_ALONE);
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, token + "\n", StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES,
                    "%s: cannot be written: %s; the pages need a folder that can be written for their token"
                            .formatted(file, Durable.reason(e)),
                    e);
        }
    }
}
