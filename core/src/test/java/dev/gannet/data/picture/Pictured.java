package dev.gannet.data.picture;

import java.util.SplittableRandom;

/** Pictures for tests, and the ways to lay them into a file. */
final class Pictured {
    private Pictured() {}

    static Picture of(byte[] samples, int height, int width, int channels, int orientation) {
        Traits traits = new Traits("pixels", Traits.Mode.RGB, width, height, 1);
        return new Picture(samples, height, width, channels, orientation, traits);
    }

    /** Random samples; a third of opacities is 0 and a third 255. */
    static Picture noise(int width, int height, int channels) {
        SplittableRandom random = new SplittableRandom(width * 1_000_003L + height * 101L + channels);
        byte[] samples = new byte[width * height * channels];
        random.nextBytes(samples);
        for (int i = channels - 1; channels % 2 == 0 && i < samples.length; i += channels) {
            int kind = random.nextInt(3);
            samples[i] = kind == 2 ? samples[i] : (byte) -kind;
        }
        return of(samples, height, width, channels, 1);
    }

    /** One colour everywhere. */
    static Picture flat(int width, int height, int... pixel) {
        byte[] samples = new byte[width * height * pixel.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) pixel[i % pixel.length];
        }
        return of(samples, height, width, pixel.length, 1);
    }

    /** The same upright picture, stored so that it needs this EXIF tag: in the words of the standard, undone. */
    static Picture stored(Picture upright, int tag) {
        Picture turned = switch (tag) {
            case 1 -> upright;
            case 2 -> mirrored(upright);
            case 3 -> clockwise(clockwise(upright));
            case 4 -> mirrored(clockwise(clockwise(upright)));
            case 5 -> mirrored(clockwise(upright));
            case 6 -> clockwise(clockwise(clockwise(upright)));
            case 7 -> mirrored(clockwise(clockwise(clockwise(upright))));
            case 8 -> clockwise(upright);
            default -> throw new IllegalArgumentException("tag " + tag);
        };
        return of(turned.samples(), turned.height(), turned.width(), turned.channels(), tag);
    }

    private static Picture mirrored(Picture p) {
        byte[] out = new byte[p.samples().length];
        for (int y = 0; y < p.height(); y++) {
            for (int x = 0; x < p.width(); x++) {
                move(p, y * p.width() + x, out, y * p.width() + p.width() - 1 - x);
            }
        }
        return of(out, p.height(), p.width(), p.channels(), 1);
    }

    /** A quarter turn: the left edge comes to the top. */
    private static Picture clockwise(Picture p) {
        byte[] out = new byte[p.samples().length];
        for (int y = 0; y < p.height(); y++) {
            for (int x = 0; x < p.width(); x++) {
                move(p, y * p.width() + x, out, x * p.height() + p.height() - 1 - y);
            }
        }
        return of(out, p.width(), p.height(), p.channels(), 1);
    }

    private static void move(Picture p, int from, byte[] out, int to) {
        System.arraycopy(p.samples(), from * p.channels(), out, to * p.channels(), p.channels());
    }
}
