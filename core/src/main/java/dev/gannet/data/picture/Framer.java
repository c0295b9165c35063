package dev.gannet.data.picture;

import dev.gannet.config.Fit;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Seeds;

/**
 * Brings pictures of any size, colours and orientation to training images of one shape. Grey of colours is their Rec. 709
 * luma, taken of the sRGB values as they are. Has no state: may be used by many threads.
 */
public final class Framer {
    private static final int MOST_OVERFLOW = 2; // times the image's longer axis, under Fit.RANDOM

    private final ImageShape shape;
    private final Framing framing;

    /** A framer to images of this shape. */
    public Framer(ImageShape shape, Framing framing) {
        this.shape = shape;
        this.framing = framing;
    }

    /**
     * A picture scaled so that training images can be cut from it.
     *
     * @param pixels (height, width, channels of the image) bytes
     * @param height at least that of the image
     * @param width at least that of the image
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to cut from, never compared
    public record Canvas(byte[] pixels, int height, int width) {}

    /** What part of an upright picture is scaled to what size. */
    private record Plan(Window window, int width, int height) {}

    /**
     * Scales a picture.
     *
     * @return its pixels, upright; the caller's
     * @throws IllegalArgumentException if the picture's samples are not as many as its sides and channels say, or none
     */
    public Canvas canvas(Picture picture) {
        check(picture);
        Orientation orientation = new Orientation(picture.orientation());
        int width = orientation.swaps() ? picture.height() : picture.width();
        int height = orientation.swaps() ? picture.width() : picture.height();
        Plan plan = plan(width, height);
        byte[] pixels = scaled(picture, orientation, orientation.stored(plan.window(), width, height), plan);
        if (framing.fit() == Fit.PAD) {
            return padded(pixels, plan.width(), plan.height());
        }
        return new Canvas(pixels, plan.height(), plan.width());
    }

    private static void check(Picture picture) {
        long expected = (long) picture.height() * picture.width() * picture.channels();
        if (picture.height() < 1 || picture.width() < 1 || picture.channels() < 1 || picture.channels() > 4) {
            throw new IllegalArgumentException(
                    "picture: got %dx%d with %d channels, expected sides of 1 or more, 1 to 4"
                            .formatted(picture.width(), picture.height(), picture.channels()));
        }
        if (picture.samples().length != expected) {
            throw new IllegalArgumentException("picture: got %d bytes, expected %d for %dx%d with %d channels"
                    .formatted(
                            picture.samples().length, expected, picture.width(), picture.height(), picture.channels()));
        }
    }

    private Plan plan(int width, int height) {
        int toWidth = shape.width();
        int toHeight = shape.height();
        return switch (framing.fit()) {
            case CENTER -> new Plan(largest(width, height, toWidth, toHeight), toWidth, toHeight);
            case RANDOM -> overflowing(width, height);
            case PAD ->
                isWider(width, height, toWidth, toHeight)
                        ? new Plan(whole(width, height), toWidth, rounded(toWidth, height, width, 1, toHeight))
                        : new Plan(whole(width, height), rounded(toHeight, width, height, 1, toWidth), toHeight);
            case STRETCH -> new Plan(whole(width, height), toWidth, toHeight);
        };
    }

    /** The axis that is too short for the proportions is scaled to the image's; the other one keeps what is over. */
    private Plan overflowing(int width, int height) {
        boolean wider = isWider(width, height, shape.width(), shape.height());
        int mostWidth = wider ? MOST_OVERFLOW * shape.width() : shape.width();
        int mostHeight = wider ? shape.height() : MOST_OVERFLOW * shape.height();
        if (wider == isWider(width, height, mostWidth, mostHeight)) { // longer still: the middle of it
            return new Plan(largest(width, height, mostWidth, mostHeight), mostWidth, mostHeight);
        }
        return wider
                ? new Plan(
                        whole(width, height), rounded(mostHeight, width, height, shape.width(), mostWidth), mostHeight)
                : new Plan(
                        whole(width, height), mostWidth, rounded(mostWidth, height, width, shape.height(), mostHeight));
    }

    private static Window whole(int width, int height) {
        return new Window(0, 0, width, height);
    }

    /** The largest window of these proportions in a picture's middle. */
    private static Window largest(int width, int height, int toWidth, int toHeight) {
        return isWider(width, height, toWidth, toHeight)
                ? Window.middle(width, height, rounded(height, toWidth, toHeight, 1, width), height)
                : Window.middle(width, height, width, rounded(width, toHeight, toWidth, 1, height));
    }

    private static boolean isWider(int width, int height, int thanWidth, int thanHeight) {
        return (long) width * thanHeight >= (long) height * thanWidth;
    }

    /** Rounded {@code value * numerator / denominator}, within the bounds. */
    private static int rounded(int value, int numerator, int denominator, int least, int most) {
        return Math.clamp((2L * value * numerator + denominator) / (2L * denominator), least, most);
    }

    /** A window of the stored picture, scaled; turned only then, when it is small. */
    private byte[] scaled(Picture picture, Orientation orientation, Window window, Plan plan) {
        int columns = orientation.swaps() ? plan.height() : plan.width();
        int rows = orientation.swaps() ? plan.width() : plan.height();
        Channels channels = channels(picture.channels());
        float[] values = new Resampler(rows, columns)
                .resize(
                        (y, row) -> {
                            int pixel = (window.top() + y) * picture.width() + window.left();
                            channels.read(picture.samples(), pixel * picture.channels(), window.width(), row);
                        },
                        window.height(),
                        window.width(),
                        channels.between());
        return orientation.turn(channels.bytes(values), rows, columns, shape.channels());
    }

    private Channels channels(int from) {
        return new Channels(from, shape.channels(), framing.background());
    }

    /** The whole picture in the middle, bars around it. */
    private Canvas padded(byte[] pixels, int width, int height) {
        int channels = shape.channels();
        byte[] bar = channels(shape.channels()).pixel(framing.pad());
        byte[] out = new byte[shape.bytes()];
        for (int at = 0; at < out.length; at += channels) {
            System.arraycopy(bar, 0, out, at, channels);
        }
        int left = (shape.width() - width) / 2;
        int top = (shape.height() - height) / 2;
        copy(
                pixels,
                width,
                new Window(0, 0, width, height),
                out,
                (top * shape.width() + left) * channels,
                shape.width());
        return new Canvas(out, shape.height(), shape.width());
    }

    /** Bytes of the largest canvas there can be. */
    public int mostBytes() {
        return framing.fit() == Fit.RANDOM ? MOST_OVERFLOW * shape.bytes() : shape.bytes();
    }

    /**
     * Cuts one training image: (H, W, C) bytes.
     *
     * @param canvas from a framer of the same shape and framing
     * @param draw decides where under {@link Fit#RANDOM}, all places equally likely; elsewhere there is one place
     * @param target written from {@code offset}
     * @throws IllegalArgumentException if the canvas is smaller than the image
     */
    public void cut(Canvas canvas, long draw, byte[] target, int offset) {
        int overWidth = canvas.width() - shape.width();
        int overHeight = canvas.height() - shape.height();
        if (overWidth < 0 || overHeight < 0) {
            throw new IllegalArgumentException(
                    "canvas: got %dx%d, expected at least %s".formatted(canvas.width(), canvas.height(), shape));
        }
        int left = place(Seeds.mix(draw, 0), overWidth);
        int top = place(Seeds.mix(draw, 1), overHeight);
        Window window = new Window(left, top, shape.width(), shape.height());
        copy(canvas.pixels(), canvas.width(), window, target, offset, shape.width());
    }

    /** From 0 to {@code most}, as a share of all 64-bit numbers. */
    private static int place(long bits, int most) {
        return (int) Math.unsignedMultiplyHigh(bits, most + 1);
    }

    private void copy(byte[] from, int fromWidth, Window window, byte[] to, int offset, int toWidth) {
        int channels = shape.channels();
        for (int y = 0; y < window.height(); y++) {
            int source = ((window.top() + y) * fromWidth + window.left()) * channels;
            System.arraycopy(from, source, to, offset + y * toWidth * channels, window.width() * channels);
        }
    }
}
