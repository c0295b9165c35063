package dev.gannet.data.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Optional;

/** An ICC profile and what it does to colours on their way to sRGB. */
final class Profile {
    private static final int HEADER = 128;
    private static final int STRIP = 64;
    /** Two profiles of sRGB differ by rounding. */
    private static final int SAME = 2;

    private final byte[] data;
    private final Optional<ICC_Profile> profile;

    /** Broken, of a device that has no pixels, or sRGB already: then it does nothing. */
    Profile(byte[] data) {
        this.data = data;
        this.profile = open(data).filter(Profile::matters);
    }

    /** Whether it is made of these bytes. */
    boolean isOf(byte[] other) {
        return Arrays.equals(data, other);
    }

    private static Optional<ICC_Profile> open(byte[] data) {
        if (data.length < HEADER) {
            return Optional.empty();
        }
        try {
            return Optional.of(ICC_Profile.getInstance(data));
        } catch (IllegalArgumentException | CMMException e) {
            return Optional.empty(); // the pixels are taken as sRGB
        }
    }

    private static boolean matters(ICC_Profile profile) {
        int kind = profile.getProfileClass();
        boolean device = kind == ICC_Profile.CLASS_DISPLAY
                || kind == ICC_Profile.CLASS_INPUT
                || kind == ICC_Profile.CLASS_OUTPUT
                || kind == ICC_Profile.CLASS_COLORSPACECONVERSION;
        return device && converts(profile) && !(profile.getNumComponents() == 3 && isSrgb(profile));
    }

    /** Whether it can be used at all. */
    private static boolean converts(ICC_Profile profile) {
        try {
            int channels = profile.getNumComponents();
            if (channels != 1 && channels != 3 && channels != 4) {
                return false;
            }
            byte[] grey = new byte[channels];
            convert(profile, grey, 1, 1, new byte[3]);
            return true;
        } catch (IllegalArgumentException | CMMException e) {
            return false;
        }
    }

    /** By what it does to 125 colours, for there are many profiles of sRGB. */
    private static boolean isSrgb(ICC_Profile profile) {
        byte[] colours = new byte[125 * 3];
        for (int i = 0; i < 125; i++) {
            colours[3 * i] = (byte) (i % 5 * 255 / 4);
            colours[3 * i + 1] = (byte) (i / 5 % 5 * 255 / 4);
            colours[3 * i + 2] = (byte) (i / 25 * 255 / 4);
        }
        byte[] converted = new byte[colours.length];
        convert(profile, colours, 125, 1, converted);
        for (int i = 0; i < colours.length; i++) {
            if (Math.abs((colours[i] & 0xff) - (converted[i] & 0xff)) > SAME) {
                return false;
            }
        }
        return true;
    }

    /**
     * Converts grey or RGB samples where they are, whatever else is between them.
     *
     * @param channels 1 to 4, with opacity
     */
    void apply(byte[] samples, int width, int height, int channels, Deadline deadline) {
        int colours = channels <= 2 ? 1 : 3;
        int kind = colours == 1 ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB;
        if (profile.isEmpty() || profile.get().getColorSpaceType() != kind) {
            return;
        }
        if (colours == 1) {
            grey(samples, channels);
            return;
        }
        byte[] strip = new byte[width * STRIP * 3];
        for (int y = 0; y < height; y += STRIP) {
            deadline.check();
            int rows = Math.min(STRIP, height - y);
            int start = y * width * channels;
            byte[] from = new byte[rows * width * 3];
            for (int i = 0; i < rows * width; i++) {
                System.arraycopy(samples, start + channels * i, from, 3 * i, 3);
            }
            convert(profile.get(), from, width, rows, strip);
            for (int i = 0; i < rows * width; i++) {
                System.arraycopy(strip, 3 * i, samples, start + channels * i, 3);
            }
        }
    }

    private void grey(byte[] samples, int channels) {
        byte[] levels = new byte[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) i;
        }
        byte[] converted = new byte[256 * 3];
        convert(profile.orElseThrow(), levels, 256, 1, converted);
        for (int i = 0; i < samples.length; i += channels) {
            samples[i] = converted[3 * (samples[i] & 0xff) + 1];
        }
    }

    /**
     * Converts inks, if it is a profile of four.
     *
     * @param inks (height, width, 4) bytes, 255 for all of an ink
     * @param rgb (height, width, 3) bytes
     * @return whether it did
     */
    boolean inks(byte[] inks, int width, int height, byte[] rgb, Deadline deadline) {
        if (profile.isEmpty() || profile.get().getColorSpaceType() != ColorSpace.TYPE_CMYK) {
            return false;
        }
        byte[] strip = new byte[width * STRIP * 3];
        for (int y = 0; y < height; y += STRIP) {
            deadline.check();
            int rows = Math.min(STRIP, height - y);
            byte[] from = Arrays.copyOfRange(inks, y * width * 4, (y + rows) * width * 4);
            convert(profile.get(), from, width, rows, strip);
            System.arraycopy(strip, 0, rgb, y * width * 3, rows * width * 3);
        }
        return true;
    }

    /** The operation is made anew each time: it keeps state that threads must not share. */
    private static void convert(ICC_Profile profile, byte[] from, int width, int height, byte[] to) {
        int channels = profile.getNumComponents();
        int[] bands = new int[channels];
        Arrays.setAll(bands, band -> band);
        WritableRaster source = Raster.createInterleavedRaster(
                new DataBufferByte(from, from.length), width, height, width * channels, channels, bands, null);
        WritableRaster target = Raster.createInterleavedRaster(
                new DataBufferByte(to, to.length), width, height, width * 3, 3, new int[] {0, 1, 2}, null);
        ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null).filter(source, target);
    }
}
