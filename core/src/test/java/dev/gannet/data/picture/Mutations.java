package dev.gannet.data.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to damage a file, drawn from a seed. */
final class Mutations {
    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** One of the files, damaged in one to four ways. */
    byte[] next(List<byte[]> files) {
        byte[] file = files.get(random.nextInt(files.size())).clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && file.length > 0; i++) {
            file = damage(file, files);
        }
        return file;
    }

    private byte[] damage(byte[] file, List<byte[]> files) {
        return switch (random.nextInt(7)) {
            case 0 -> flip(file);
            case 1 -> set(file);
            case 2 -> Arrays.copyOf(file, random.nextInt(file.length));
            case 3 -> splice(file, files.get(random.nextInt(files.size())));
            case 4 -> length(file);
            case 5 -> repeat(file);
            default -> header(file);
        };
    }

    private byte[] flip(byte[] file) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        return file;
    }

    private byte[] set(byte[] file) {
        int[] edges = {0, 1, 0x7f, 0x80, 0xff, random.nextInt(256)};
        file[random.nextInt(file.length)] = (byte) edges[random.nextInt(edges.length)];
        return file;
    }

    /** The beginning of one, the end of another. */
    private byte[] splice(byte[] file, byte[] other) {
        int head = random.nextInt(file.length + 1);
        int tail = random.nextInt(other.length + 1);
        return PictureFixtures.join(
                Arrays.copyOf(file, head), Arrays.copyOfRange(other, other.length - tail, other.length));
    }

    /** Two or four bytes in a row, as a length or an offset would be. */
    private byte[] length(byte[] file) {
        int[] values = {0, 1, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, -1, random.nextInt(), random.nextInt(file.length)
        };
        int value = values[random.nextInt(values.length)];
        int width = random.nextBoolean() ? 2 : 4;
        boolean little = random.nextBoolean();
        int at = random.nextInt(file.length);
        for (int i = 0; i < width && at + i < file.length; i++) {
            file[at + i] = (byte) (value >> 8 * (little ? i : width - 1 - i));
        }
        return file;
    }

    /** A part once more, behind itself. */
    private byte[] repeat(byte[] file) {
        int from = random.nextInt(file.length);
        int to = from + random.nextInt(Math.min(file.length - from, 400) + 1);
        return PictureFixtures.join(
                Arrays.copyOf(file, to), Arrays.copyOfRange(file, from, to), Arrays.copyOfRange(file, to, file.length));
    }

    /** A byte of the first sixty-four, where sizes and kinds are told. */
    private byte[] header(byte[] file) {
        file[random.nextInt(Math.min(64, file.length))] = (byte) random.nextInt(256);
        return file;
    }
}
