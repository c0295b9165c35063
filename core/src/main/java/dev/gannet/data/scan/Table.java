package dev.gannet.data.scan;

import dev.gannet.data.archive.Entry;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Traits;
import dev.gannet.storage.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * What a data set holds and what a look at it has shown: a memory-mapped file, one row a picture. Little-endian: a header of
 * 64 bytes, rows of {@value #ROW_BYTES} bytes, then the texts that rows point into. Safe from several threads.
 */
public final class Table implements AutoCloseable {
    static final int HEADER_BYTES = 64;
    static final int ROW_BYTES = 88;

    // offsets in a row
    static final int NAME = 0;
    static final int POSITION = 8;
    static final int BYTES = 16;
    static final int TIME = 24;
    static final int PIXELS = 32;
    static final int LOOK = 40;
    static final int DETAIL = 48;
    static final int NAME_LENGTH = 56;
    static final int LABEL_LENGTH = 60;
    static final int DETAIL_LENGTH = 64;
    static final int WIDTH = 68;
    static final int HEIGHT = 72;
    static final int FRAMES = 76;
    static final int VERDICT = 80;
    static final int KIND = 81;
    static final int SUSPICIONS = 82;

    static final byte GOOD = 1;
    static final byte BAD = 2;

    private static final long MAGIC = 0x314e4353544e4e47L; // "GNNTSCN1"
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile mapped;
    private final MemorySegment file;
    private final Header header;

    /**
     * The first bytes of the file, after the magic number.
     *
     * @param count rows
     * @param accepted rows that can be trained on
     * @param listing hash of names, labels, positions, sizes and times
     * @param identity hash of the names and sizes of what can be trained on
     * @param skipsAt where the text about skipped files is
     * @param skipsLength its bytes
     * @param checksum CRC32C of all that follows the header
     */
    record Header(int count, int accepted, long listing, long identity, long skipsAt, long skipsLength, long checksum) {
        void write(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(MAGIC).putInt(count).putInt(accepted).putLong(listing).putLong(identity);
            bytes.putLong(skipsAt).putLong(skipsLength).putLong(checksum).rewind();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes, bytes.position());
                }
            }
        }

        static Header read(MemorySegment file) {
            return new Header(
                    file.get(INT, 8),
                    file.get(INT, 12),
                    file.get(LONG, 16),
                    file.get(LONG, 24),
                    file.get(LONG, 32),
                    file.get(LONG, 40),
                    file.get(LONG, 48));
        }
    }

    private Table(MappedFile mapped, Header header) {
        this.mapped = mapped;
        this.file = mapped.bytes();
        this.header = header;
    }

    /** The table in a file; empty if there is none, or none that is whole. */
    static Optional<Table> open(Path path) throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) < HEADER_BYTES) {
            return Optional.empty();
        }
        MappedFile mapped = MappedFile.open(path);
        MemorySegment bytes = mapped.bytes();
        if (bytes.get(LONG, 0) == MAGIC) {
            Header header = Header.read(bytes);
            if (header.checksum() == checksum(bytes)) {
                return Optional.of(new Table(mapped, header));
            }
        }
        mapped.close();
        return Optional.empty();
    }

    private static long checksum(MemorySegment file) {
        CRC32C checksum = new CRC32C();
        long chunk = 1 << 26;
        for (long at = HEADER_BYTES; at < file.byteSize(); at += chunk) {
            checksum.update(
                    file.asSlice(at, Math.min(chunk, file.byteSize() - at)).asByteBuffer());
        }
        return checksum.getValue();
    }

    /** How many pictures there are, good and bad. */
    public int count() {
        return header.count();
    }

    /** How many of them can be trained on. */
    public int accepted() {
        return header.accepted();
    }

    /** Changes when a name, label, position, size or time does. */
    public long listing() {
        return header.listing();
    }

    /** Changes when the name or size of a picture that can be trained on does. */
    public long identity() {
        return header.identity();
    }

    /** What was left out, by the reason. */
    public SequencedMap<String, Skips> skipped() {
        return Skips.read(text(header.skipsAt(), Math.toIntExact(header.skipsLength())));
    }

    /** Picture {@code index}. */
    public Entry entry(int index) {
        long row = row(index);
        long name = file.get(LONG, row + NAME);
        int nameLength = file.get(INT, row + NAME_LENGTH);
        return new Entry(
                text(name, nameLength),
                file.get(LONG, row + POSITION),
                file.get(LONG, row + BYTES),
                file.get(LONG, row + TIME),
                text(name + nameLength, file.get(INT, row + LABEL_LENGTH)));
    }

    /** What a look at picture {@code index} has shown; empty if nobody has looked yet. */
    public Optional<Finding> finding(int index) {
        long row = row(index);
        int kind = file.get(ValueLayout.JAVA_BYTE, row + KIND);
        return switch (file.get(ValueLayout.JAVA_BYTE, row + VERDICT)) {
            case GOOD ->
                Optional.of(new Finding.Good(
                        new Traits(
                                detail(row),
                                Traits.Mode.values()[kind],
                                file.get(INT, row + WIDTH),
                                file.get(INT, row + HEIGHT),
                                file.get(INT, row + FRAMES)),
                        file.get(LONG, row + PIXELS),
                        file.get(LONG, row + LOOK),
                        suspicions(file.get(ValueLayout.JAVA_BYTE, row + SUSPICIONS))));
            case BAD -> Optional.of(new Finding.Bad(Reason.values()[kind], detail(row)));
            default -> Optional.empty();
        };
    }

    /** Whether what was found in picture {@code index} follows from its bytes, and not from the state of the machine. */
    boolean isLasting(int index) {
        long row = row(index);
        int kind = file.get(ValueLayout.JAVA_BYTE, row + KIND);
        return file.get(ValueLayout.JAVA_BYTE, row + VERDICT) == GOOD
                || kind != Reason.UNREADABLE.ordinal() && kind != Reason.TOO_SLOW.ordinal();
    }

    /** Whether all of it is. */
    boolean isLasting() {
        return header.accepted() == header.count()
                || IntStream.range(0, count()).allMatch(this::isLasting);
    }

    /** The pictures that can be trained on, in order. */
    public int[] good() {
        return IntStream.range(0, count())
                .filter(index -> file.get(ValueLayout.JAVA_BYTE, row(index) + VERDICT) == GOOD)
                .toArray();
    }

    /** The pictures in the order of their names, byte by byte. */
    int[] byName() {
        Integer[] order = new Integer[count()];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, this::compareNames);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private int compareNames(int a, int b) {
        return compareNames(a, this, b);
    }

    /** Whether this table's name {@code mine} comes before (negative) or after (positive) another table's. */
    int compareNames(int mine, Table other, int theirs) {
        MemorySegment a = name(mine);
        MemorySegment b = other.name(theirs);
        long differs = a.mismatch(b);
        if (differs < 0) {
            return 0;
        }
        if (differs == Math.min(a.byteSize(), b.byteSize())) {
            return Long.compare(a.byteSize(), b.byteSize());
        }
        return Byte.compareUnsigned(a.get(ValueLayout.JAVA_BYTE, differs), b.get(ValueLayout.JAVA_BYTE, differs));
    }

    private MemorySegment name(int index) {
        long row = row(index);
        return texts().asSlice(file.get(LONG, row + NAME), file.get(INT, row + NAME_LENGTH));
    }

    private String detail(long row) {
        return text(file.get(LONG, row + DETAIL), file.get(INT, row + DETAIL_LENGTH));
    }

    private String text(long at, int length) {
        byte[] bytes = texts().asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private MemorySegment texts() {
        return file.asSlice(row(header.count()));
    }

    private static long row(int index) {
        return HEADER_BYTES + (long) index * ROW_BYTES;
    }

    static byte bits(Set<Suspicion> suspicions) {
        int bits = 0;
        for (Suspicion suspicion : suspicions) {
            bits |= 1 << suspicion.ordinal();
        }
        return (byte) bits;
    }

    private static Set<Suspicion> suspicions(byte bits) {
        Set<Suspicion> suspicions = EnumSet.noneOf(Suspicion.class);
        for (Suspicion suspicion : Suspicion.values()) {
            if ((bits >> suspicion.ordinal() & 1) == 1) {
                suspicions.add(suspicion);
            }
        }
        return suspicions;
    }

    @Override
    public void close() {
        mapped.close();
    }
}
