package dev.gannet.run;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of one JSON object a line: appended to while a run lasts, read while or after. A line that cannot be written, on a
 * full disk, waits and is written later; half a line never stays.
 *
 * @param <T> a record, or a sealed interface of records
 */
public final class JsonLines<T> {
    private static final int MOST_WAITING_BYTES = 16_000_000;

    private final Path file;
    private final Class<T> type;
    private final Json json = new Json();
    private long written = -1;
    private byte[] waiting = new byte[0];

    JsonLines(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /**
     * Adds a line.
     *
     * @return why it had to wait, if it had to
     * @throws UserException (resources) if too much is waiting
     */
    public Optional<String> append(T value) {
        byte[] line = (json.line(value) + "\n").getBytes(StandardCharsets.UTF_8);
        waiting = ByteBuffer.allocate(waiting.length + line.length)
                .put(waiting)
                .put(line)
                .array();
        try {
            flush(false);
            return Optional.empty();
        } catch (IOException e) {
            if (waiting.length > MOST_WAITING_BYTES) {
                throw RunDir.unwritable(file, e);
            }
            return Optional.of(RunDir.unwritable(file, e).getMessage());
        }
    }

    /** Writes what is waiting and waits until it is on the disk. */
    public void force() throws IOException {
        flush(true);
    }

    private void flush(boolean force) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (written < 0) {
                written = endOfLastLine();
            }
            channel.truncate(written); // half a line, from a disk that was full
            channel.position(written);
            ByteBuffer bytes = ByteBuffer.wrap(waiting);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            written += waiting.length;
            waiting = new byte[0];
            if (force) {
                channel.force(true);
            }
        }
    }

    /** How many bytes there are, those that wait included. */
    public long position() throws IOException {
        return (written < 0 ? endOfLastLine() : written) + waiting.length;
    }

    /** Goes back: what is behind {@code position} is dropped. */
    public void goBackTo(long position) throws IOException {
        written = Math.min(position, endOfLastLine());
        waiting = new byte[0];
        flush(true);
    }

    private long endOfLastLine() throws IOException {
        return Files.exists(file) ? endOfLastLine(Files.readAllBytes(file)) : 0;
    }

    private static int endOfLastLine(byte[] all) {
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Everything so far, in order; a last line that is still being written is left out. */
    public List<T> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            String text = new String(all, 0, endOfLastLine(all), StandardCharsets.UTF_8);
            List<T> values = new ArrayList<>();
            for (String line : text.lines().toList()) {
                values.add(json.read(line, type, file + " line " + (values.size() + 1)));
            }
            return values;
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
