package dev.gannet.feature;

import dev.gannet.config.ImageShape;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Bright squares, dark discs and stripes on noise, in turn: three classes that are easily told apart, wherever they lie.
 *
 * @param shape of the pictures
 * @param count of pictures
 * @param seed of places, sizes and noise
 * @param broken the number of one that cannot be read; -1 for none
 */
record Shapes(ImageShape shape, int count, long seed, int broken) implements ImageSource {
    static final String[] NAMES = {"square", "disc", "stripes"};

    Shapes(ImageShape shape, int count, long seed) {
        this(shape, count, seed, -1);
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) throws Rejected {
        if (index == broken) {
            throw new Rejected(Reason.DAMAGED, "is broken");
        }
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        int side = Math.min(shape.width(), shape.height());
        int size = side / 4 + random.nextInt(side / 8);
        int x0 = size + random.nextInt(shape.width() - 2 * size);
        int y0 = size + random.nextInt(shape.height() - 2 * size);
        int at = offset;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int dx = Math.abs(x - x0);
                int dy = Math.abs(y - y0);
                int level = switch (index % 3) {
                    case 0 -> Math.max(dx, dy) < size ? 220 : 110;
                    case 1 -> dx * dx + dy * dy < size * size ? 20 : 110;
                    default -> y / 2 % 2 == 0 ? 200 : 40;
                };
                for (int c = 0; c < shape.channels(); c++) {
                    target[at++] = (byte) (level + random.nextInt(30));
                }
            }
        }
    }

    @Override
    public Optional<Classes> labels() {
        return Classes.of(IntStream.range(0, count).mapToObj(i -> NAMES[i % 3]).toArray(String[]::new));
    }

    @Override
    public String name(int index) {
        return "shape " + index;
    }

    @Override
    public String describe() {
        return count + " shapes";
    }

    @Override
    public String fingerprint() {
        return "shapes-%d-%d-%d".formatted(count, seed, broken);
    }
}
