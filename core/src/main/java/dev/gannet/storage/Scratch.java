package dev.gannet.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary files that are gone when the program is, also if a signal ends it. */
public final class Scratch {
    private Scratch() {}

    /** A new, empty file in a folder. */
    public static Path file(Path folder, String prefix, String suffix) throws IOException {
        Path file = Files.createTempFile(folder, prefix, suffix);
        file.toFile().deleteOnExit();
        return file;
    }
}
