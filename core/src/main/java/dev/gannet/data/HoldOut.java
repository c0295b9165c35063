package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Seeds;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Rejected;
import dev.gannet.data.scan.RejectedTsv;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A data set in two parts: images that are trained on, and images that never are, so that it can be told what was learnt from
 * what was learnt by heart. Which are which is a function of the seed, and the same in every process.
 *
 * @param training those that are trained on
 * @param heldOut the others; none, perhaps
 */
public record HoldOut(ImageSource training, ImageSource heldOut) {
    private static final long STREAM = 0x686f6c64;

    /**
     * Parts a data set.
     *
     * @param all stays the caller's, who closes it after both parts
     * @param count images to hold out; at most half of all
     * @throws UserException (usage) if there are too few images for that
     */
    public static HoldOut of(ImageSource all, int count, long seed) {
        if (count > all.count() / 2) {
            throw UserException.range(
                    "--hold-out", count, "0 to %,d, half of the %,d images".formatted(all.count() / 2, all.count()));
        }
        if (count == 0) {
            return new HoldOut(all, new Part(all, new int[0], "none"));
        }
        EpochOrder order = new EpochOrder(Seeds.mix(seed, STREAM), all.count());
        int[] numbers = new int[all.count()];
        Arrays.setAll(numbers, order::at);
        int[] held = Arrays.copyOf(numbers, count);
        int[] trained = Arrays.copyOfRange(numbers, count, numbers.length);
        Arrays.sort(held);
        Arrays.sort(trained);
        String split = "%d.%d".formatted(count, seed);
        return new HoldOut(new Part(all, trained, "without." + split), new Part(all, held, "only." + split));
    }

    /** Some of a data set's images, under numbers of their own. */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    private record Part(ImageSource all, int[] numbers, String mark) implements ImageSource {
        @Override
        public int count() {
            return numbers.length;
        }

        @Override
        public ImageShape shape() {
            return all.shape();
        }

        @Override
        public void read(int index, long draw, byte[] target, int offset) throws Rejected {
            all.read(numbers[index], draw, target, offset);
        }

        @Override
        public String name(int index) {
            return all.name(numbers[index]);
        }

        @Override
        public String describe() {
            return "%s; %,d of them".formatted(all.describe(), count());
        }

        @Override
        public Optional<Classes> labels() {
            return all.labels().map(classes -> classes.only(numbers));
        }

        @Override
        public String fingerprint() {
            return all.fingerprint() + "-" + mark;
        }

        @Override
        public void writeRejected(RejectedTsv to) throws IOException {
            all.writeRejected(to);
        }
    }
}
