package dev.gannet.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A file as memory, to be read from several threads. Reading a page that the file does not have any more, because somebody has
 * cut it, throws an {@link InternalError}.
 *
 * @param bytes all of it
 * @param arena what keeps it mapped
 */
public record MappedFile(MemorySegment bytes, Arena arena) implements AutoCloseable {
    /** Maps a file as it is now. */
    @SuppressWarnings("MustBeClosedChecker") // closed with the record, or here if nothing came of it
    public static MappedFile open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file)) {
            return new MappedFile(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena), arena);
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
