package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Valid files of the six formats in several modes, small enough that a damaged byte is likely one that matters. */
final class FuzzSeeds {
    private static final int[] PALETTE = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff};

    private FuzzSeeds() {}

    /** All of them. */
    static List<byte[]> all() {
        List<byte[]> files = new ArrayList<>();
        png(files);
        jpeg(files);
        gif(files);
        bmp(files);
        webp(files);
        tiff(files);
        return files;
    }

    private static byte[] noise(int count) {
        byte[] noise = new byte[count];
        new Random(count).nextBytes(noise);
        return noise;
    }

    private static void png(List<byte[]> files) {
        files.add(PictureFixtures.png(8, 8, 2, 8, noise(192)));
        files.add(PictureFixtures.png(8, 8, 2, 16, noise(384), PictureFixtures.chunk("tRNS", new byte[6])));
        files.add(PictureFixtures.png(16, 8, 0, 1, noise(16), PictureFixtures.chunk("tRNS", bytes(0, 1))));
        files.add(PictureFixtures.png(8, 8, 0, 16, noise(128)));
        files.add(PictureFixtures.png(8, 8, 4, 8, noise(128)));
        files.add(PictureFixtures.png(8, 8, 6, 16, noise(512)));
        byte[] palette = PictureFixtures.chunk("PLTE", noise(48));
        files.add(PictureFixtures.png(8, 8, 3, 4, noise(32), palette, PictureFixtures.chunk("tRNS", noise(9))));
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] exif = PictureFixtures.chunk("eXIf", PictureFixtures.exif(6, ByteOrder.LITTLE_ENDIAN));
        files.add(PictureFixtures.png(8, 8, 2, 8, noise(192), PictureFixtures.iccp(profile), exif));
    }

    private static void jpeg(List<byte[]> files) {
        BufferedImage scene = PictureFixtures.scene(24, 16, BufferedImage.TYPE_INT_RGB);
        files.add(PictureFixtures.withOrientation(PictureFixtures.jpeg(scene, false), 6));
        files.add(PictureFixtures.jpeg(scene, true));
        files.add(PictureFixtures.jpeg(PictureFixtures.scene(24, 16, BufferedImage.TYPE_BYTE_GRAY), false));
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        files.add(PictureFixtures.withProfile(PictureFixtures.jpeg(scene, false), profile));
        WritableRaster inks = Raster.createInterleavedRaster(0, 16, 16, 4, null);
        inks.setDataElements(0, 0, 16, 16, noise(1024));
        files.add(PictureFixtures.withAdobe(PictureFixtures.jpeg(inks), 2));
        files.add(PictureFixtures.withAdobe(PictureFixtures.jpeg(inks), 0));
    }

    private static void gif(List<byte[]> files) {
        int[] pixels = new int[64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * i & 3;
        }
        BufferedImage opaque = PictureFixtures.indexed(8, 8, -1, PALETTE, pixels);
        BufferedImage transparent = PictureFixtures.indexed(8, 8, 1, PALETTE, pixels);
        files.add(PictureFixtures.gif(opaque));
        files.add(PictureFixtures.gif(transparent, opaque, transparent));
    }

    private static void bmp(List<byte[]> files) {
        files.add(PictureFixtures.bmp(8, 8, 24, new int[0], noise(192)));
        files.add(PictureFixtures.bmp(8, -8, 8, PALETTE, new byte[64]));
        files.add(PictureFixtures.bmp(8, 8, 4, PALETTE, new byte[32]));
        files.add(PictureFixtures.bmp(8, 8, 16, new int[0], noise(128)));
        files.add(PictureFixtures.bmpWithOpacity(8, 8, noise(256)));
        byte[] runs =
                PictureFixtures.bmp(8, 8, 8, PALETTE, bytes(8, 1, 0, 0, 4, 2, 4, 3, 0, 0, 0, 4, 1, 2, 3, 0, 0, 1));
        runs[30] = 1;
        files.add(runs);
    }

    private static void webp(List<byte[]> files) {
        int[] pixels = new Random(5).ints(64).toArray();
        byte[] image = WebpFixtures.lossless(8, 8, true, pixels);
        files.add(WebpFixtures.file(image));
        files.add(WebpFixtures.file(WebpFixtures.lossless(8, 8, false, pixels)));
        files.add(WebpFixtures.file(
                WebpFixtures.extended(2, 8, 8),
                WebpFixtures.chunk("ANIM", new byte[6]),
                WebpFixtures.frame(8, 8, image),
                WebpFixtures.frame(8, 8, image)));
        byte[] exif = PictureFixtures.exif(3, ByteOrder.LITTLE_ENDIAN);
        files.add(WebpFixtures.file(WebpFixtures.extended(8, 8, 8), image, WebpFixtures.chunk("EXIF", exif)));
    }

    private static void tiff(List<byte[]> files) {
        ByteOrder little = ByteOrder.LITTLE_ENDIAN;
        ByteOrder big = ByteOrder.BIG_ENDIAN;
        int[] eight = {258, 3, 8, 8, 8};
        int[] rgb = {262, 3, 2};
        int[] three = {277, 3, 3};
        files.add(PictureFixtures.tiff(little, 8, 8, noise(192), 3, eight, rgb, three));
        files.add(PictureFixtures.tiff(big, 8, 8, noise(384), 1, new int[] {258, 3, 16, 16, 16}, rgb, three));
        byte[] packed = PictureFixtures.deflate(noise(192));
        files.add(PictureFixtures.tiff(little, 8, 8, packed, 1, eight, rgb, three, new int[] {259, 3, 8}));
        files.add(PictureFixtures.tiff(little, 8, 8, noise(8), 1, new int[] {262, 3, 0}));
        files.add(PictureFixtures.tiff(big, 8, 8, noise(64), 1, new int[] {258, 3, 8}, new int[] {262, 3, 1}));
        int[] inks = {258, 3, 8, 8, 8, 8};
        files.add(
                PictureFixtures.tiff(little, 8, 8, noise(256), 1, inks, new int[] {262, 3, 5}, new int[] {277, 3, 4}));
        byte[] lzw = PictureFixtures.lzw(noise(64));
        files.add(PictureFixtures.tiff(
                little, 8, 8, lzw, 1, new int[] {258, 3, 8}, new int[] {262, 3, 1}, new int[] {259, 3, 5}));
        int[][] coded = {{259, 3, 32_773}, {259, 3, 4}, {259, 3, 3}, {259, 3, 2}};
        for (int[] compression : coded) {
            files.add(PictureFixtures.tiff(little, 8, 8, noise(64), 1, compression, new int[] {262, 3, 0}));
        }
    }
}
