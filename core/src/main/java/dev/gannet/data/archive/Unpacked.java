package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Scratch;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** An archive that was compressed as a whole, unpacked into a temporary file, which {@link #close} deletes. */
final class Unpacked implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /** How a file is compressed, by its first bytes. */
    enum Packing {
        NONE,
        GZIP,
        BZIP2,
        XZ,
        ZSTANDARD;

        /** As the file's first bytes have it. */
        static Packing of(FileBytes file) throws IOException {
            byte[] head = new byte[6];
            file.read(0, head, 0, (int) Math.min(head.length, file.size()));
            return switch (head[0] & 0xff) {
                case 0x1f -> (head[1] & 0xff) == 0x8b ? GZIP : NONE;
                case 'B' -> head[1] == 'Z' && head[2] == 'h' && head[3] >= '1' && head[3] <= '9' ? BZIP2 : NONE;
                case 0xfd -> head[1] == '7' && head[2] == 'z' && head[3] == 'X' && head[4] == 'Z' ? XZ : NONE;
                case 0x28 -> (head[1] & 0xff) == 0xb5 && head[2] == 0x2f && (head[3] & 0xff) == 0xfd ? ZSTANDARD : NONE;
                default -> NONE;
            };
        }
    }

    /**
     * How much may come out.
     *
     * @param most in bytes
     * @param share of the folder's free space, 0 to 1
     * @param times the size of what came in
     * @param harmless in bytes, below which {@code times} does not matter: flat pictures in a row can shrink to nothing
     */
    record Limits(long most, double share, int times, long harmless) {
        /** 50 GB, half of what is free, 200 times from 64 MB on. */
        static final Limits USUAL = new Limits(50_000_000_000L, 0.5, 200, 64_000_000);
    }

    private final Path file;
    private final String damage;

    private Unpacked(Path file, String damage) {
        this.file = file;
        this.damage = damage;
    }

    /**
     * Unpacks a file.
     *
     * @param folder for the temporary file
     * @throws UserException (data) if it cannot be unpacked, or grows beyond the limits; (resources) if the disk is
     * full
     */
    static Unpacked of(Path packed, Packing packing, Path folder, Limits limits) throws IOException {
        if (packing != Packing.GZIP && packing != Packing.BZIP2) {
            throw new UserException(
                    Kind.DATA,
                    "%s: is packed with %s, which is not read here; unpack it, or pack it with gzip"
                            .formatted(packed, packing == Packing.XZ ? "xz" : "Zstandard"));
        }
        Path file = temporary(folder);
        try {
            return new Unpacked(file, new Unpacking(packed, folder, limits).run(packing, file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static Path temporary(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserException(Kind.RESOURCES, "%s: no folder for a temporary file".formatted(folder));
        }
        try {
            return Scratch.file(folder, "unpacked-", ".tar");
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES, "%s: no temporary file can be made here: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** The unpacked file. */
    Path file() {
        return file;
    }

    /** Why the unpacked file is not all of it; empty if it is. */
    String damage() {
        return damage;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // a temporary file that stays behind spoils nothing
        }
    }

    private record Unpacking(Path packed, Path folder, Limits limits) {
        /** What went wrong once some bytes had come out; empty if nothing did. */
        String run(Packing packing, Path to) throws IOException {
            long room = (long) (limits.share * Files.getFileStore(folder).getUsableSpace());
            long done = 0;
            byte[] buffer = new byte[BUFFER];
            try (Counted counted = new Counted(Files.newInputStream(packed));
                    OutputStream out = Files.newOutputStream(to)) {
                InputStream in = stream(packing, counted);
                int now = in.read(buffer);
                while (now >= 0) {
                    done += now;
                    check(done, counted.count, room);
                    write(out, buffer, now);
                    now = in.read(buffer);
                }
                return "";
            } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
                // what a library throws at damaged input; what has come out is good to use
                String reason = Objects.requireNonNullElse(e.getMessage(), "damaged");
                if (done == 0) {
                    throw new UserException(Kind.DATA, "%s: cannot be unpacked: %s".formatted(packed, reason), e);
                }
                return "cannot be unpacked beyond byte %,d: %s".formatted(done, reason);
            }
        }

        private InputStream stream(Packing packing, InputStream in) throws IOException {
            return packing == Packing.GZIP
                    ? new GZIPInputStream(in, BUFFER)
                    : new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
        }

        private void check(long done, long read, long room) {
            if (done > limits.harmless && done > limits.times * read) {
                throw new UserException(
                        Kind.DATA,
                        "%s: is a decompression bomb: unpacks to more than %d times its size"
                                .formatted(packed, limits.times));
            }
            if (done > limits.most) {
                throw new UserException(
                        Kind.DATA,
                        "%s: unpacks to more than %,d bytes, the most that are unpacked; unpack it yourself"
                                .formatted(packed, limits.most));
            }
            if (done > room) {
                throw new UserException(
                        Kind.RESOURCES,
                        "%s: unpacks to more than %,d bytes, the share of the free space in %s that it may take"
                                .formatted(packed, room, folder));
            }
        }

        private void write(OutputStream out, byte[] buffer, int length) {
            try {
                out.write(buffer, 0, length);
            } catch (IOException e) {
                throw new UserException(
                        Kind.RESOURCES,
                        "%s: cannot be unpacked into %s: %s".formatted(packed, folder, e.getMessage()),
                        e);
            }
        }
    }

    /** Counts what is read from a file. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int now = super.read(to, from, length);
            count += Math.max(0, now);
            return now;
        }
    }
}
