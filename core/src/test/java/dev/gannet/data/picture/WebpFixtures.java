package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.join;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Lossless WebP files in the plainest form that the format knows: every sample is eight bits as they are. */
final class WebpFixtures {
    private final BitSet bits = new BitSet();
    private int length;

    private WebpFixtures() {}

    /** A RIFF chunk. */
    static byte[] chunk(String name, byte[] body) {
        byte[] head = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(body.length)
                .array();
        return join(head, body, new byte[body.length & 1]);
    }

    /** A WebP file of chunks. */
    static byte[] file(byte[]... chunks) {
        return chunk("RIFF", join(bytes('W', 'E', 'B', 'P'), join(chunks)));
    }

    /** The chunk that tells the size and what other chunks there are. */
    static byte[] extended(int flags, int width, int height) {
        return chunk("VP8X", join(bytes(flags, 0, 0, 0), size(width, height)));
    }

    private static byte[] size(int width, int height) {
        return bytes(width - 1, (width - 1) >> 8, 0, height - 1, (height - 1) >> 8, 0);
    }

    /** A frame of an animation. */
    static byte[] frame(int width, int height, byte[] image) {
        return chunk("ANMF", join(new byte[6], size(width, height), bytes(100, 0, 0, 0), image));
    }

    /** The chunk of a lossless picture of 0xAARRGGBB. */
    static byte[] lossless(int width, int height, boolean opacity, int... pixels) {
        WebpFixtures out = new WebpFixtures();
        out.put(0x2f, 8);
        out.put(width - 1, 14);
        out.put(height - 1, 14);
        out.put(opacity ? 1 : 0, 1);
        out.put(0, 3); // version
        out.put(0, 1); // no transform
        out.put(0, 1); // no cache of colours
        out.put(0, 1); // one set of codes for the whole picture
        out.codes(280);
        out.codes(256);
        out.codes(256);
        out.codes(256);
        out.put(0b0001, 4); // distances: one code of no bits, never used
        for (int pixel : pixels) {
            out.sample(pixel >> 8);
            out.sample(pixel >> 16);
            out.sample(pixel);
            out.sample(pixel >> 24);
        }
        byte[] body = new byte[(out.length + 7) / 8];
        byte[] set = out.bits.toByteArray();
        System.arraycopy(set, 0, body, 0, set.length);
        return chunk("VP8L", body);
    }

    /** Lengths of codes: eight bits for the first 256 symbols, none for the rest. */
    private void codes(int symbols) {
        put(0, 1); // not the short form
        put(12 - 4, 4); // twelve lengths follow, in the order 17 18 0 1 2 3 4 5 16 6 7 8
        for (int i = 0; i < 12; i++) {
            put(i == 2 || i == 11 ? 1 : 0, 3); // the lengths 0 and 8 occur, and take a bit each
        }
        put(0, 1); // all symbols are listed
        for (int i = 0; i < symbols; i++) {
            put(i < 256 ? 1 : 0, 1);
        }
    }

    private void sample(int value) {
        put(Integer.reverse(value & 0xff) >>> 24, 8); // codes come with their high bit first
    }

    private void put(int value, int count) {
        for (int i = 0; i < count; i++) {
            bits.set(length++, (value >> i & 1) != 0);
        }
    }
}
