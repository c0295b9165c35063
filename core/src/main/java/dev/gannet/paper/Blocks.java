package dev.gannet.paper;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures as characters, each of which stands for two pixels, one above the other.
 *
 * @param colour in 24 bits, or else shades by signs alone
 */
record Blocks(boolean colour) {
    private static final int GROUND = 0x14181c; // what is transparent lets this through
    private static final String SHADES = " .:-=+*#%@"; // from dark to light
    private static final double FAINT = 0.12; // of full colour
    private static final double STRONG = 0.45;

    /**
     * A picture, one text for each line.
     *
     * @param scale so many pixels, in both directions, become one
     * @param signed whether blue stands for less, orange for more and transparent for nothing
     */
    List<String> of(BufferedImage picture, int scale, boolean signed) {
        int width = Math.ceilDiv(picture.getWidth(), scale);
        int height = Math.ceilDiv(picture.getHeight(), scale);
        return IntStream.range(0, Math.ceilDiv(height, 2))
                .mapToObj(line -> {
                    StringBuilder text = new StringBuilder();
                    boolean half = 2 * line + 1 == height; // a last line of one pixel
                    for (int x = 0; x < width; x++) {
                        Patch upper = Patch.of(picture, x * scale, 2 * line * scale, scale);
                        Patch lower =
                                half && !colour ? upper : Patch.of(picture, x * scale, (2 * line + 1) * scale, scale);
                        text.append(block(upper, lower, signed));
                    }
                    return colour ? text + "\u001b[0m" : text.toString();
                })
                .toList();
    }

    private String block(Patch upper, Patch lower, boolean signed) {
        if (colour) {
            return coloured(upper, lower);
        }
        return Character.toString(signed ? sign(upper, lower) : shade(upper, lower));
    }

    private static String coloured(Patch upper, Patch lower) {
        return "\u001b[38;2;%d;%d;%dm\u001b[48;2;%d;%d;%dm▀"
                .formatted(
                        Math.round(upper.red()),
                        Math.round(upper.green()),
                        Math.round(upper.blue()),
                        Math.round(lower.red()),
                        Math.round(lower.green()),
                        Math.round(lower.blue()));
    }

    private static char shade(Patch upper, Patch lower) {
        double light = (upper.light() + lower.light()) / 2;
        return SHADES.charAt((int) Math.min(SHADES.length() - 1, light / 256 * SHADES.length()));
    }

    private static char sign(Patch upper, Patch lower) {
        double value = (upper.signed() + lower.signed()) / 2;
        if (Math.abs(value) < FAINT) {
            return ' ';
        }
        boolean strong = Math.abs(value) > STRONG;
        return value < 0 ? strong ? '=' : '-' : strong ? '#' : '+';
    }

    /**
     * The mean of a square of pixels; ground beyond the picture.
     *
     * @param red to blue: over the ground, 0 to 255
     * @param signed opacity, less than 0 where there is more blue than red
     */
    private record Patch(double red, double green, double blue, double signed) {
        static Patch of(BufferedImage picture, int left, int top, int size) {
            double[] sums = new double[4];
            for (int y = top; y < top + size; y++) {
                for (int x = left; x < left + size; x++) {
                    boolean inside = x < picture.getWidth() && y < picture.getHeight();
                    add(sums, inside ? picture.getRGB(x, y) : 0);
                }
            }
            int count = size * size;
            return new Patch(sums[0] / count, sums[1] / count, sums[2] / count, sums[3] / count);
        }

        private static void add(double[] sums, int argb) {
            double opacity = (argb >>> 24) / 255.0;
            for (int i = 0; i < 3; i++) {
                int shift = 16 - 8 * i;
                sums[i] += opacity * (argb >> shift & 0xff) + (1 - opacity) * (GROUND >> shift & 0xff);
            }
            sums[3] += (argb & 0xff) > (argb >> 16 & 0xff) ? -opacity : opacity;
        }

        /** As bright as an eye finds it, 0 to 255. */
        double light() {
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        }
    }
}
