package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.chunk;
import static dev.gannet.data.picture.PictureFixtures.join;
import static dev.gannet.data.picture.PictureFixtures.png;
import static dev.gannet.data.picture.PictureFixtures.pngHeader;

import dev.gannet.data.archive.Stored;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.List;

/** Decodes pictures that claim much, one line for each. */
final class SmallHeap {
    private SmallHeap() {}

    private static List<byte[]> files() {
        byte[] jpeg = PictureFixtures.jpeg(PictureFixtures.scene(8, 8, BufferedImage.TYPE_INT_RGB), true);
        for (int i = 0; i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc2) {
                jpeg[i + 5] = 0x27; // 9,992 high
                jpeg[i + 7] = 0x27; // and as wide
            }
        }
        byte[] data = chunk("IDAT", new byte[20]);
        byte[] rows = new byte[5_000 * 5_000 / 8];
        int[] inks = {258, 3, 8, 8, 8, 8};
        return List.of(
                join(pngHeader(20_000, 20_000, 2, 8), data), // 400 million pixels
                join(pngHeader(9_999, 9_999, 2, 8), data), // 300 MB in 65 bytes
                jpeg, // as much, and twice that for its coefficients
                PictureFixtures.bmp(9_999, 9_999, 24, new int[0], new byte[64]),
                PictureFixtures.tiff(
                        ByteOrder.BIG_ENDIAN, 9_999, 9_999, new byte[64], 1, inks, new int[] {262, 3, 5}, new int[] {
                            277, 3, 4
                        }),
                png(5_000, 5_000, 0, 1, rows, chunk("tRNS", bytes(0, 1))), // all there: 50 MB of grey and opacity
                png(1, 1, 0, 8, bytes(1))); // and the next one is decoded as ever
    }

    /** Takes no arguments. */
    public static void main(String[] args) {
        Decoder decoder = new Decoder();
        for (byte[] file : files()) {
            String ending;
            try {
                decoder.decode(new Stored.File(file));
                ending = "picture";
            } catch (Rejected e) {
                ending = e.reason().code() + " " + e.detail();
            }
            System.out.println(ending);
        }
    }
}
