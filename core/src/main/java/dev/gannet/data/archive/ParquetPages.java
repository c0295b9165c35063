package dev.gannet.data.archive;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes over the pages of a Parquet file before the library does. The library believes what pages claim: of a page that
 * claims to be longer than its column it never comes back, and of one that claims many values it makes room for them.
 */
final class ParquetPages implements AutoCloseable {
    /** Levels and values of a page take 12 bytes or more each, before one of them is read. */
    static final int MOST_ROWS = 1 << 24;

    private static final int DATA = 0;
    private static final int DICTIONARY = 2;
    private static final int DATA_2 = 3;

    /** The library makes room for as many parts of a block of differences as the block claims to have. */
    private static final int FIRST_DELTA = 5;

    private static final int LAST_DELTA = 7;

    private static final int LONGEST_HEADER = 1 << 20;
    private static final int USUAL_HEADER = 1 << 10;
    private static final long ALWAYS_UNPACKED = 64 << 20;
    private static final int MOST_UNPACKED = 1 << 30;
    private static final int HIGHEST_RATIO = 100;

    private final RandomAccessFile file;

    /** Opens the file. */
    ParquetPages(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    /**
     * Looks at the footer, before the library makes room for lists of the lengths that it claims.
     *
     * @throws IOException if there is none, or if it claims more than there is
     */
    void checkFooter() throws IOException {
        long length = file.length();
        if (length < 12) {
            throw new IOException("%d bytes are too few".formatted(length));
        }
        int size = Integer.reverseBytes(ByteBuffer.wrap(bytes(length - 8, 4)).getInt());
        if (size < 0 || size > length - 12) {
            throw new IOException("it claims a footer of %d bytes, of %d in all".formatted(size, length));
        }
        new ThriftInput(bytes(length - 8 - size, size)).struct(new Header());
    }

    private byte[] bytes(long at, int size) throws IOException {
        byte[] bytes = new byte[size];
        file.seek(at);
        file.readFully(bytes);
        return bytes;
    }

    /** What the header of a page says. */
    private static final class Header implements ThriftInput.Fields {
        private long type = -1;
        private long unpacked;
        private long packed;
        private long values;
        private long levels;
        private long encoding;
        private int length;

        @Override
        public void number(int id, long value) {
            switch (id) {
                case 1 -> type = value;
                case 2 -> unpacked = value;
                case 3 -> packed = value;
                default -> {}
            }
        }

        /** 5, 7 and 8 are of a page of data, of a dictionary, and of data in the second version. */
        @Override
        public ThriftInput.Fields struct(int id) {
            return new ThriftInput.Fields() {
                @Override
                public void number(int inner, long value) {
                    if (inner == 1 && (id == 5 || id == 7 || id == 8)) {
                        values = value;
                    } else if (inner == (id == 8 ? 4 : 2)) {
                        encoding = value;
                    } else if (id == 8 && (inner == 5 || inner == 6)) {
                        levels = value < 0 || levels < 0 ? -1 : levels + value;
                    }
                }

                @Override
                public ThriftInput.Fields struct(int inner) {
                    return new Header();
                }
            };
        }
    }

    /**
     * Looks at the pages of some columns.
     *
     * @param columns their places among all columns, which is what the library goes by; the names in a group of rows
     * may
     *     be others
     * @throws IOException if a page does not keep to its place, or claims what it cannot hold
     */
    void check(List<RowGroup> groups, List<Integer> columns) throws IOException {
        for (RowGroup group : groups) {
            for (int column : columns) {
                if (column >= group.columns().size()) {
                    throw new IOException("a group of rows has %d columns, expected %d or more"
                            .formatted(group.columns().size(), column + 1));
                }
                ColumnChunk chunk = group.columns().get(column);
                index(chunk, chunk(chunk, group.numRows()));
            }
        }
    }

    /** Returns where its pages of data are, and how long they are with their headers. */
    private Map<Long, Long> chunk(ColumnChunk chunk, long rows) throws IOException {
        ColumnMetaData column = chunk.metaData();
        String name = column.pathInSchema().toString();
        long at = chunk.chunkStartOffset();
        long size = column.totalCompressedSize();
        if (rows < 0 || rows > MOST_ROWS || column.numValues() != rows) {
            throw new IOException("column %s has %d values in a group of %d rows; expected as many, %d at most"
                    .formatted(name, column.numValues(), rows, MOST_ROWS));
        }
        if (at < 4 || size < 0 || size > Integer.MAX_VALUE || at > file.length() - size) {
            throw new IOException("column %s is at %d, of %d bytes".formatted(name, at, size));
        }
        long end = at + size;
        long values = 0;
        Map<Long, Long> pages = new HashMap<>();
        while (at < end && values < rows) {
            Header header = header(at, (int) Math.min(end - at, LONGEST_HEADER));
            long body = at + header.length;
            long packed = header.packed;
            if (packed < 0
                    || packed > end - body
                    || header.values < 0
                    || !fits(header, column.codec(), rows - values)) {
                throw new IOException("column %s has a page at %d of %d values in %d bytes, which unpack to %d"
                        .formatted(name, at, header.values, packed, header.unpacked));
            }
            if (header.encoding >= FIRST_DELTA && header.encoding <= LAST_DELTA) {
                throw new IOException("column %s is encoded as differences, which is not read here".formatted(name));
            }
            if (header.type == DATA || header.type == DATA_2) {
                values += header.values;
                pages.put(at, body + packed - at);
            }
            at = body + packed;
        }
        return pages;
    }

    /** The library goes by the index of pages, if there is one: it must lead to the pages that were looked at. */
    private void index(ColumnChunk chunk, Map<Long, Long> pages) throws IOException {
        Optional<Long> at = Optional.ofNullable(chunk.offsetIndexOffset());
        long size = Optional.ofNullable(chunk.offsetIndexLength()).orElse(0);
        if (at.isEmpty()) {
            return;
        }
        if (at.get() < 4 || size < 1 || at.get() > file.length() - size) {
            throw new IOException("an index of pages is at %d, of %d bytes".formatted(at.get(), size));
        }
        List<Location> locations = new ArrayList<>();
        new ThriftInput(bytes(at.get(), (int) size)).struct(new Index(locations));
        for (Location location : locations) {
            if (pages.getOrDefault(location.at, -1L) != location.size) {
                throw new IOException("an index has a page of %d bytes at %d, where there is none"
                        .formatted(location.size, location.at));
            }
        }
    }

    /** The index of a column's pages. */
    private record Index(List<Location> locations) implements ThriftInput.Fields {
        @Override
        public void number(int id, long value) {}

        @Override
        public ThriftInput.Fields struct(int id) {
            Location location = new Location();
            locations.add(location);
            return location;
        }
    }

    /** Where an index has a page. */
    private static final class Location implements ThriftInput.Fields {
        private long at = -1;
        private long size = -1;

        @Override
        public void number(int id, long value) {
            switch (id) {
                case 1 -> at = value;
                case 2 -> size = value;
                default -> {}
            }
        }

        @Override
        public ThriftInput.Fields struct(int id) {
            return new Location();
        }
    }

    private static boolean fits(Header header, CompressionCodec codec, long rows) {
        long unpacked = header.unpacked;
        boolean bytes = unpacked >= 0
                && (codec == CompressionCodec.UNCOMPRESSED
                        ? unpacked == header.packed
                        : unpacked <= ALWAYS_UNPACKED
                                || unpacked <= MOST_UNPACKED && unpacked <= HIGHEST_RATIO * header.packed);
        // a dictionary holds each of its values, of four bytes at least; a page of nulls may hold next to nothing
        boolean levels = header.levels >= 0 && header.levels <= header.packed;
        return bytes && levels && header.values <= (header.type == DICTIONARY ? unpacked / 4 : rows);
    }

    /** Reads a header; tries with few bytes first. */
    private Header header(long at, int most) throws IOException {
        int size = Math.min(USUAL_HEADER, most);
        while (true) {
            ThriftInput in = new ThriftInput(bytes(at, size));
            Header header = new Header();
            try {
                in.struct(header);
                header.length = in.position();
                return header;
            } catch (IOException e) {
                if (size == most) {
                    throw new IOException("page at %d: %s".formatted(at, e.getMessage()), e);
                }
                size = most;
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
