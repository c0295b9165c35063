package dev.gannet.data.archive;

import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks one entry of a zip archive into memory. Nothing is believed: the sizes are checked again as the bytes come.
 */
final class ZipContent {
    /** Images seldom shrink at all; a bitmap of one colour can shrink by more, and is refused. */
    static final int MOST_TIMES = 200;
    /** Below this, a bad ratio harms nobody. */
    static final int HARMLESS = 1_000_000;

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int INPUT = 1 << 16;
    private static final int FIRST_OUTPUT = 1 << 18;

    private final FileBytes file;
    private final ZipMember member;

    private ZipContent(FileBytes file, ZipMember member) {
        this.file = file;
        this.member = member;
    }

    /**
     * The whole entry.
     *
     * @param most bytes that it may have unpacked
     * @throws Rejected if it is encrypted, packed in a way that is not read here, too large, a bomb, cut off or damaged
     */
    static byte[] read(FileBytes file, ZipMember member, int most) throws Rejected {
        member.checkReadable();
        if (member.bytes() > most) {
            throw new Rejected(Reason.TOO_LARGE, "has %,d bytes; at most %,d are read".formatted(member.bytes(), most));
        }
        try {
            return new ZipContent(file, member).read();
        } catch (EOFException e) {
            throw new Rejected(Reason.TRUNCATED, "the archive %s".formatted(e.getMessage()), e);
        } catch (IOException e) {
            throw new Rejected(Reason.UNREADABLE, "cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    private byte[] read() throws IOException, Rejected {
        long from = dataStart();
        if (member.packed() > file.size() - from) {
            throw new Rejected(
                    Reason.TRUNCATED,
                    "ends after %,d of %,d packed bytes".formatted(Math.max(0, file.size() - from), member.packed()));
        }
        byte[] bytes = member.method() == ZipMember.STORED ? stored(from) : inflated(from);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if ((int) crc.getValue() != member.crc()) {
            throw new Rejected(
                    Reason.DAMAGED,
                    "has the CRC-32 %08x; its header says %08x".formatted(crc.getValue(), member.crc()));
        }
        return bytes;
    }

    /** Only the local header knows how long it is itself. */
    private long dataStart() throws IOException, Rejected {
        if (member.header() > file.size() - LOCAL_LENGTH) {
            throw new Rejected(
                    Reason.TRUNCATED, "should begin at byte %,d of %,d".formatted(member.header(), file.size()));
        }
        ByteBuffer local =
                ByteBuffer.wrap(file.read(member.header(), LOCAL_LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
        if (local.getInt(0) != LOCAL_SIGNATURE) {
            throw new Rejected(Reason.DAMAGED, "no entry begins at byte %,d".formatted(member.header()));
        }
        int name = Short.toUnsignedInt(local.getShort(26));
        int extra = Short.toUnsignedInt(local.getShort(28));
        return member.header() + LOCAL_LENGTH + name + extra;
    }

    private byte[] stored(long from) throws IOException, Rejected {
        if (member.packed() != member.bytes()) {
            throw new Rejected(
                    Reason.DAMAGED,
                    "is stored as it is, in %,d bytes; its header says %,d".formatted(member.packed(), member.bytes()));
        }
        return file.read(from, (int) member.bytes());
    }

    private byte[] inflated(long from) throws IOException, Rejected {
        Inflater inflater = new Inflater(true);
        try {
            return inflated(from, inflater);
        } catch (DataFormatException e) {
            throw new Rejected(Reason.DAMAGED, "cannot be unpacked: %s".formatted(e.getMessage()), e);
        } finally {
            inflater.end();
        }
    }

    private byte[] inflated(long from, Inflater inflater) throws IOException, Rejected, DataFormatException {
        int claimed = (int) member.bytes();
        byte[] input = new byte[INPUT];
        long left = member.packed();
        // one byte more than it should need shows whether there is more
        byte[] output = new byte[Math.min(claimed, FIRST_OUTPUT) + 1];
        int done = 0;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                if (left == 0) {
                    throw new Rejected(
                            Reason.TRUNCATED, "ends after %,d of %,d unpacked bytes".formatted(done, claimed));
                }
                int now = (int) Math.min(left, input.length);
                file.read(from + member.packed() - left, input, 0, now);
                inflater.setInput(input, 0, now);
                left -= now;
            }
            if (done == output.length) {
                output = Arrays.copyOf(output, (int) Math.min(claimed + 1L, 2L * output.length));
            }
            done += inflater.inflate(output, done, output.length - done);
            checkAmount(done, member.packed());
            if (inflater.needsDictionary()) {
                throw new Rejected(Reason.DAMAGED, "cannot be unpacked: it wants a dictionary");
            }
        }
        checkAmount(done, inflater.getBytesRead());
        if (done < claimed) {
            throw new Rejected(Reason.DAMAGED, "unpacks to %,d bytes; its header says %,d".formatted(done, claimed));
        }
        return Arrays.copyOf(output, done);
    }

    private void checkAmount(int done, long packed) throws Rejected {
        if (done > HARMLESS && done > MOST_TIMES * packed) {
            throw new Rejected(
                    Reason.TOO_LARGE,
                    "is a decompression bomb: unpacks to more than %d times its %,d bytes"
                            .formatted(MOST_TIMES, packed));
        }
        if (done > member.bytes()) {
            throw new Rejected(
                    Reason.DAMAGED,
                    "unpacks to more than the %,d bytes that its header says".formatted(member.bytes()));
        }
    }
}
