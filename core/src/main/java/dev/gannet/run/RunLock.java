package dev.gannet.run;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One writer per run folder. The kernel frees the lock when its process dies, however it dies. */
public final class RunLock implements AutoCloseable {
    private static final int PATIENCE = 50; // hundredths of a second

    /** What this process holds: on Linux it loses a lock when it closes any channel to the file, so it must not open one. */
    private static final Map<Path, String> HELD = new HashMap<>();

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
        Path file = real(run);
        synchronized (HELD) {
            String owner = HELD.get(file);
            if (owner != null) {
                throw locked(run, owner);
            }
            try {
                return take(run, file);
            } catch (IOException e) {
                throw new UserException(
                        Kind.RESOURCES,
                        "%s: cannot be locked: %s; a run needs a folder that can be written, on a file system with locks"
                                .formatted(run.path(), Durable.reason(e)),
                        e);
            }
        }
    }

    private static RunLock take(RunDir run, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!patientlyLocked(channel)) {
            channel.close();
            throw locked(run, owner(file));
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
    }

    /** The one name that the file has, however the run was named. */
    private static Path real(RunDir run) {
        try {
            return run.path().toRealPath().resolve(run.lock().getFileName());
        } catch (IOException e) {
            return run.lock(); // no such folder; whoever opens it will say so
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
        Path file = real(run);
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return true;
            }
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                // closing the channel gives a lock that was free back
                return channel.tryLock(0, Long.MAX_VALUE, true) == null;
            } catch (IOException e) {
                throw new UserException(
                        Kind.RESOURCES, "%s: cannot be opened: %s".formatted(file, Durable.reason(e)), e);
            }
        }
    }

    /** Somebody may just be asking whether it is held, which takes it for a moment. */
    private static boolean patientlyLocked(FileChannel channel) throws IOException {
        for (int i = 0; i < 3; i++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return false;
    }

    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(file);
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the run's lock", e);
            }
        }
    }
}
