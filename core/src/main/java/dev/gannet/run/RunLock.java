package dev.gannet.run;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One writer per run folder. The kernel frees the lock when its process dies, however it dies. */
public final class RunLock implements AutoCloseable {
    private static final int PATIENCE = 50; // hundredths of a second

    /** What this process holds: on Linux it loses a lock when it closes any channel to the file, so it must not open one. */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final Path file;

    private RunLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws UserException (locked) naming who has it
     */
    public static RunLock take(RunDir run) {
        Path file = run.lock().toAbsolutePath().normalize();
        String owner = HELD.get(file);
        if (owner != null) {
            throw locked(run, owner);
        }
        try {
            FileChannel channel = FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw locked(run, owner(run.lock()));
            }
            String who = "pid %d on %s since %s\n"
                    .formatted(
                            ProcessHandle.current().pid(),
                            Environment.host(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS));
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(who.getBytes(StandardCharsets.UTF_8)));
            HELD.put(file, who.strip());
            return new RunLock(channel, file);
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES,
                    "%s: cannot be locked: %s; a run needs a folder that can be written, on a file system with locks"
                            .formatted(run.path(), Durable.reason(e)),
                    e);
        }
    }

    private static UserException locked(RunDir run, String owner) {
        return new UserException(
                Kind.LOCKED, "%s: is being trained by another process (%s)".formatted(run.path(), owner));
    }

    /** Who holds the lock; one who has just taken it may still be writing that down. */
    private static String owner(Path lock) throws IOException {
        for (int i = 0; i < PATIENCE && Files.size(lock) == 0; i++) {
            LockSupport.parkNanos(10_000_000);
        }
        String who = Files.readString(lock).strip();
        return who.isEmpty() ? "which has just begun" : who;
    }

    /** Whether a process trains in this folder now. */
    public static boolean isHeld(RunDir run) {
        Path file = run.lock();
        if (HELD.containsKey(file.toAbsolutePath().normalize())) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !locked(channel); // closing the channel gives a lock that was free back
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    @Override
    public void close() {
        HELD.remove(file);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the run's lock", e);
        }
    }
}
