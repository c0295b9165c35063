package dev.gannet.data.pack;

import dev.gannet.data.picture.Framer.Canvas;
import dev.gannet.storage.MappedFile;
import dev.gannet.storage.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;

/**
 * Pictures in one file: a header, then a slot of fixed size for every picture, empty until it is first decoded. Every slot
 * has a checksum of its own, so whatever a crash or a second process leaves behind is either the picture or is decoded
 * again, and nothing has to be forced to the disk. Read through a memory map; written through the file, because a full disk
 * under a map kills a JVM instead of failing a write.
 */
public final class FilePack implements Pack {
    private static final long MAGIC = 0x314b434150544e47L; // "GNTPACK1"
    private static final int HEADER_BYTES = 4096;
    private static final int SLOT_HEADER_BYTES = 8;

    private final Path file;
    private final Layout layout;
    private final FileChannel channel;
    private final MappedFile mapped;
    private final MemorySegment map;
    private final AtomicBoolean full = new AtomicBoolean();

    /**
     * What a pack holds. Two packs with the same layout hold the same pictures.
     *
     * @param listing hash of the pictures' names, sizes and times
     * @param framing hash of the shape and the framing
     * @param count slots
     * @param mostBytes bytes of the largest picture
     */
    public record Layout(long listing, long framing, int count, int mostBytes) {
        private long slotBytes() {
            return SLOT_HEADER_BYTES + (long) mostBytes;
        }

        /** Bytes of the whole file when every slot is filled. */
        public long fileBytes() {
            return HEADER_BYTES + count * slotBytes();
        }

        private ByteBuffer header() {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            header.putLong(MAGIC)
                    .putLong(listing)
                    .putLong(framing)
                    .putInt(count)
                    .putInt(mostBytes);
            CRC32C checksum = new CRC32C();
            checksum.update(header.array(), 0, header.position());
            header.putInt((int) checksum.getValue()).rewind();
            return header;
        }
    }

    private FilePack(Path file, Layout layout, FileChannel channel, MappedFile mapped) {
        this.file = file;
        this.layout = layout;
        this.channel = channel;
        this.mapped = mapped;
        this.map = mapped.bytes();
    }

    /** The pack in a file if it has this layout, else a new, empty one in its place. */
    public static FilePack open(Path file, Layout layout) throws IOException {
        if (!isThere(file, layout)) {
            create(folderOf(file), file, layout);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            return new FilePack(file, layout, channel, MappedFile.open(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The pack in a file, whatever data it was made from, if its pictures are of this shape and framing. */
    public static Optional<FilePack> ofFraming(Path file, long framing) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        ByteBuffer header = header(file);
        if (header.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        Layout found = new Layout(header.getLong(8), header.getLong(16), header.getInt(24), header.getInt(28));
        return found.framing() == framing && isThere(file, found) ? Optional.of(open(file, found)) : Optional.empty();
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static boolean isThere(Path file, Layout layout) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != layout.fileBytes()) {
            return false;
        }
        return header(file).equals(layout.header());
    }

    private static ByteBuffer header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Another process may read the old file: it is replaced, not changed. */
    private static void create(Path folder, Path file, Layout layout) throws IOException {
        Path temporary = Scratch.file(folder, "pack", ".tmp");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            write(channel, layout.header(), 0);
            write(channel, ByteBuffer.allocate(1), layout.fileBytes() - 1); // the slots between take no room yet
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long start = at - bytes.position();
        while (bytes.hasRemaining()) {
            channel.write(bytes, start + bytes.position());
        }
    }

    @Override
    public Optional<Canvas> get(int index) {
        try {
            long at = slot(index);
            int checksum = map.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            int height = Short.toUnsignedInt(map.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 4));
            int width = Short.toUnsignedInt(map.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 6));
            int bytes = layout.mostBytes();
            if (height == 0) {
                return Optional.empty();
            }
            byte[] pixels = map.asSlice(at + SLOT_HEADER_BYTES, bytes).toArray(ValueLayout.JAVA_BYTE);
            return checksum == checksum(index, height, width, pixels)
                    ? Optional.of(new Canvas(pixels, height, width))
                    : Optional.empty();
        } catch (InternalError e) {
            return Optional.empty(); // the JVM's word for a mapped page that is gone: somebody has cut the file
        }
    }

    @Override
    public void put(int index, Canvas canvas) {
        if (full.get()) {
            return;
        }
        byte[] pixels = Arrays.copyOf(canvas.pixels(), layout.mostBytes());
        ByteBuffer slot = ByteBuffer.allocate((int) layout.slotBytes()).order(ByteOrder.nativeOrder());
        slot.putInt(checksum(index, canvas.height(), canvas.width(), pixels));
        slot.putShort((short) canvas.height()).putShort((short) canvas.width());
        slot.put(pixels).rewind();
        try {
            write(channel, slot, slot(index));
        } catch (ClosedChannelException e) {
            return; // a reader that is told to stop closes the channel it is at
        } catch (IOException e) {
            full.set(true); // a cache that cannot grow is none, but no reason to stop
        }
    }

    /** Of which table it holds the pictures. */
    public long listing() {
        return layout.listing();
    }

    /** Whether the disk had no room for some pictures: these are decoded every time. */
    public boolean isFull() {
        return full.get();
    }

    private long slot(int index) {
        return HEADER_BYTES + index * layout.slotBytes();
    }

    private static int checksum(int index, int height, int width, byte[] pixels) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(12)
                .putInt(index)
                .putInt(height)
                .putInt(width)
                .rewind());
        checksum.update(pixels);
        return (int) checksum.getValue();
    }

    @Override
    public String describe() {
        return "cache of %.1f MB%s at %s".formatted(layout.fileBytes() / 1e6, isFull() ? ", disk full," : "", file);
    }

    @Override
    public void close() {
        mapped.close();
        try {
            channel.close();
        } catch (IOException e) {
            return; // nothing is lost: what did not reach the file is decoded again
        }
    }
}
