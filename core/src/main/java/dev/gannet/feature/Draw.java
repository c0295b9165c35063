package dev.gannet.feature;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Rejected;
import dev.gannet.run.Pictures;

/**
 * Takes images from a data set by number. One that cannot be read any more gives its place to the next one that can.
 *
 * @param source borrowed
 */
record Draw(ImageSource source) {
    /**
     * The images' pixels.
     *
     * @param numbers of the images; those that could not be read are overwritten with the numbers of those read instead
     * @param draw decides where windows are cut
     * @return (N, H, W, C) bytes
     * @throws UserException (data) if none can be read
     */
    byte[] pixels(int[] numbers, long draw) {
        int bytes = source.shape().bytes();
        byte[] pixels = new byte[Math.multiplyExact(numbers.length, bytes)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = read(numbers[i], draw + i, pixels, i * bytes);
        }
        return pixels;
    }

    /** The same, as pictures. */
    Pictures pictures(int[] numbers) {
        return new Pictures(source.shape(), pixels(numbers, 0));
    }

    private int read(int number, long draw, byte[] pixels, int offset) {
        String first = "";
        for (int tried = 0; tried < source.count(); tried++) {
            int at = (number + tried) % source.count();
            try {
                source.read(at, draw, pixels, offset);
                return at;
            } catch (Rejected e) {
                first = first.isEmpty() ? "%s: %s".formatted(source.name(at), e.detail()) : first;
            }
        }
        throw new UserException(
                Kind.DATA,
                "none of %,d images can be read any more, the first being %s".formatted(source.count(), first));
    }
}
