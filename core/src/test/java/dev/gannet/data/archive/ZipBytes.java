package dev.gannet.data.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds zip archives byte by byte, among them such as no program writes. */
final class ZipBytes {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    /** One entry; what it claims can be changed before it is added. */
    static final class Part {
        private final byte[] name;
        private final byte[] data;
        private int flags;
        private int method;
        private long claimed;
        private int crc;
        private int attributes;
        private boolean wide;

        Part(byte[] name, byte[] content, boolean deflated) {
            this.name = name;
            this.data = deflated ? deflate(content) : content;
            this.method = deflated ? 8 : 0;
            this.claimed = content.length;
            CRC32 crc32 = new CRC32();
            crc32.update(content);
            this.crc = (int) crc32.getValue();
        }

        Part flags(int value) {
            flags = value;
            return this;
        }

        Part method(int value) {
            method = value;
            return this;
        }

        Part claimed(long value) {
            claimed = value;
            return this;
        }

        Part crc(int value) {
            crc = value;
            return this;
        }

        /** A Unix file mode. */
        Part mode(int value) {
            attributes = value << 16;
            return this;
        }

        /** With its sizes in a zip64 field. */
        Part wide() {
            wide = true;
            return this;
        }
    }

    static Part stored(String name, byte[] content) {
        return new Part(name.getBytes(StandardCharsets.UTF_8), content, false);
    }

    static Part deflated(String name, byte[] content) {
        return new Part(name.getBytes(StandardCharsets.UTF_8), content, true);
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 1000];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    ZipBytes add(Part part) {
        int offset = body.size();
        body.writeBytes(little(30)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) part.flags)
                .putShort((short) part.method)
                .putInt(0x58210000)
                .putInt(part.crc)
                .putInt(part.data.length)
                .putInt((int) part.claimed)
                .putShort((short) part.name.length)
                .array());
        body.writeBytes(part.name);
        body.writeBytes(part.data);
        list(part, offset, part.wide ? zip64(part, offset) : new byte[0]);
        count++;
        return this;
    }

    private static byte[] zip64(Part part, int offset) {
        return little(28)
                .putShort((short) 1)
                .putShort((short) 24)
                .putLong(part.claimed)
                .putLong(part.data.length)
                .putLong(offset)
                .array();
    }

    private void list(Part part, int offset, byte[] extra) {
        directory.writeBytes(little(46)
                .putInt(0x02014b50)
                .putShort((short) (3 << 8 | 20))
                .putShort((short) 20)
                .putShort((short) part.flags)
                .putShort((short) part.method)
                // 12:30:10 on 2024-01-01
                .putInt(0x5821_63c5)
                .putInt(part.crc)
                .putInt(part.wide ? -1 : part.data.length)
                .putInt(part.wide ? -1 : (int) part.claimed)
                .putShort((short) part.name.length)
                .putShort((short) extra.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(part.attributes)
                .putInt(part.wide ? -1 : offset)
                .array());
        directory.writeBytes(part.name);
        directory.writeBytes(extra);
    }

    byte[] end() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(body.toByteArray());
        all.writeBytes(directory.toByteArray());
        all.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) count)
                .putShort((short) count)
                .putInt(directory.size())
                .putInt(body.size())
                .array());
        return all.toByteArray();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
