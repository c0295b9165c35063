package dev.gannet.data.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes small Parquet files: one row group, one page a column, PLAIN, not compressed, everything optional. */
final class TinyParquet {
    /** Physical types of Parquet. */
    static final int INT32 = 1;

    static final int INT64 = 2;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;

    private final List<Leaf> leaves = new ArrayList<>();
    private Optional<String> huggingFace = Optional.empty();
    private long claimed;
    private boolean snappy;

    /**
     * A column.
     *
     * @param path {@code name}, or {@code group.name}
     * @param values empty where null
     * @param levels how much of the path is not null, per row
     */
    private record Leaf(String path, int type, boolean text, List<Optional<byte[]>> values, List<Integer> levels) {
        int depth() {
            return path.contains(".") ? 2 : 1;
        }
    }

    /** A binary column. */
    TinyParquet binary(String path, List<Optional<byte[]>> values) {
        return add(
                path,
                BYTE_ARRAY,
                false,
                values.stream().map(value -> value.map(TinyParquet::sized)).toList());
    }

    /** A column of text. */
    TinyParquet text(String path, List<Optional<String>> values) {
        return add(
                path,
                BYTE_ARRAY,
                true,
                values.stream()
                        .map(value -> value.map(text -> sized(text.getBytes(StandardCharsets.UTF_8))))
                        .toList());
    }

    /** A column of numbers of a type. */
    TinyParquet numbers(String path, int type, List<Optional<Long>> values) {
        int size = type == INT32 ? 4 : 8;
        return add(
                path,
                type,
                false,
                values.stream()
                        .map(value -> value.map(number ->
                                Arrays.copyOf(little(8).putLong(number).array(), size)))
                        .toList());
    }

    /** The group of this column is null, in this row. */
    TinyParquet without(String path, int row) {
        leaves.stream()
                .filter(leaf -> leaf.path().equals(path))
                .forEach(leaf -> leaf.levels().set(row, 0));
        return this;
    }

    /** Hugging Face's JSON. */
    TinyParquet huggingFace(String json) {
        huggingFace = Optional.of(json);
        return this;
    }

    /** Pages as one literal of Snappy: a length, a tag, and two bytes of the length less one. */
    TinyParquet snappy() {
        snappy = true;
        return this;
    }

    private byte[] packed(byte[] body) {
        if (!snappy) {
            return body;
        }
        int last = body.length - 1;
        byte[] head = {
            (byte) (body.length & 0x7f | 0x80),
            (byte) (body.length >> 7),
            (byte) (61 << 2),
            (byte) last,
            (byte) (last >> 8)
        };
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** Claims some values too many in every page. */
    TinyParquet claiming(long more) {
        claimed = more;
        return this;
    }

    private TinyParquet add(String path, int type, boolean text, List<Optional<byte[]>> values) {
        Leaf leaf = new Leaf(path, type, text, values, new ArrayList<>());
        for (Optional<byte[]> value : values) {
            leaf.levels().add(value.isPresent() ? leaf.depth() : leaf.depth() - 1);
        }
        leaves.add(leaf);
        return this;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] sized(byte[] value) {
        return little(4 + value.length).putInt(value.length).put(value).array();
    }

    /** The whole file. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        List<long[]> places = new ArrayList<>();
        for (Leaf leaf : leaves) {
            byte[] page = page(leaf);
            places.add(new long[] {out.size(), page.length});
            out.writeBytes(page);
        }
        byte[] footer = footer(places);
        out.writeBytes(footer);
        out.writeBytes(little(4).putInt(footer.length).array());
        out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private byte[] page(Leaf leaf) {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        leaf.levels().forEach(level -> levels.writeBytes(new byte[] {2, level.byteValue()})); // runs of one
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(sized(levels.toByteArray()));
        leaf.values().forEach(value -> body.writeBytes(value.orElse(new byte[0])));
        ThriftBytes header = new ThriftBytes().i32(1, 0).i32(2, body.size()).i32(3, packed(body.toByteArray()).length);
        header.struct(5)
                .i32(1, leaf.values().size() + claimed)
                .i32(2, 0)
                .i32(3, 3)
                .i32(4, 3)
                .end()
                .end();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(header.bytes());
        page.writeBytes(packed(body.toByteArray()));
        return page.toByteArray();
    }

    private byte[] footer(List<long[]> places) {
        int rows = leaves.getFirst().values().size();
        ThriftBytes out = new ThriftBytes().i32(1, 1);
        schema(out);
        out.i64(3, rows).list(4, 12, 1).begin().list(1, 12, leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            long[] place = places.get(i);
            List<String> path = List.of(leaf.path().split("\\."));
            out.begin()
                    .i64(2, place[0])
                    .struct(3)
                    .i32(1, leaf.type())
                    .list(2, 5, 2)
                    .bare(0)
                    .bare(3);
            out.list(3, 8, path.size());
            path.forEach(out::bare);
            out.i32(4, snappy ? 1 : 0)
                    .i64(5, rows)
                    .i64(6, place[1])
                    .i64(7, place[1])
                    .i64(9, place[0])
                    .end()
                    .end();
        }
        out.i64(2, places.stream().mapToLong(place -> place[1]).sum())
                .i64(3, rows)
                .end();
        huggingFace.ifPresent(json ->
                out.list(5, 12, 1).begin().text(1, "huggingface").text(2, json).end());
        return out.text(6, "tiny").end().bytes();
    }

    private void schema(ThriftBytes out) {
        List<String> groups = leaves.stream()
                .filter(leaf -> leaf.depth() == 2)
                .map(leaf -> leaf.path().substring(0, leaf.path().indexOf('.')))
                .distinct()
                .toList();
        int single = (int) leaves.stream().filter(leaf -> leaf.depth() == 1).count();
        out.list(2, 12, 1 + groups.size() + leaves.size());
        out.begin().text(4, "schema").i32(5, groups.size() + single).end();
        String open = "";
        for (Leaf leaf : leaves) {
            String group =
                    leaf.depth() == 2 ? leaf.path().substring(0, leaf.path().indexOf('.')) : "";
            if (!group.equals(open) && !group.isEmpty()) {
                long children = leaves.stream()
                        .filter(other -> other.path().startsWith(group + "."))
                        .count();
                out.begin().i32(3, 1).text(4, group).i32(5, children).end();
            }
            open = group;
            out.begin()
                    .i32(1, leaf.type())
                    .i32(3, 1)
                    .text(4, leaf.path().substring(leaf.path().indexOf('.') + 1));
            if (leaf.text()) {
                out.i32(6, 0);
            }
            out.end();
        }
    }
}
