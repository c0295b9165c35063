package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of CIFAR: pictures of 32x32, each 1024 bytes of red, 1024 of green and 1024 of blue.
 *
 * @param name such as {@code data_batch_1}
 * @param set which CIFAR it is of
 * @param time its last change, in milliseconds since 1970
 * @param pixels where they are
 * @param labels one for each picture, each smaller than {@link Set#classes()}
 */
record CifarBatch(String name, Set set, long time, Pixels pixels, List<Integer> labels) {
    /** Pixels to a side. */
    static final int SIDE = 32;
    /** Bytes of a picture. */
    static final int BYTES = 3 * SIDE * SIDE;

    private static final int PLANE = SIDE * SIDE;

    /** The two CIFARs. */
    enum Set {
        /** Ten classes. */
        CIFAR_10("CIFAR-10", 10, 1),
        /** A hundred classes. */
        CIFAR_100("CIFAR-100", 100, 2);

        private final String title;
        private final int classes;
        private final int header;

        Set(String title, int classes, int header) {
            this.title = title;
            this.classes = classes;
            this.header = header;
        }

        /** For people. */
        String title() {
            return title;
        }

        /** How many labels there are. */
        int classes() {
            return classes;
        }

        /** Bytes of a record of a binary batch: labels, the last of which counts, and pixels. */
        int record() {
            return header + BYTES;
        }
    }

    /**
     * Pictures at equal distances.
     *
     * @param source not written to
     * @param from first byte of the first
     * @param distance from one to the next
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pixels(byte[] source, int from, int distance) {}

    /**
     * A binary batch.
     *
     * @throws UserException (data) if its length or a label is not one of such a batch
     */
    static CifarBatch binary(String name, Set set, CifarFiles.Member file) {
        int length = file.bytes().length;
        if (length == 0 || length % set.record() != 0) {
            throw bad(
                    file,
                    "has %,d bytes; expected a multiple of %d (%s: %d and a picture of 3x32x32 bytes)"
                            .formatted(length, set.record(), set.title(), set.header));
        }
        List<Integer> labels = new ArrayList<>();
        for (int at = 0; at < length; at += set.record()) {
            labels.add(file.bytes()[at + set.header - 1] & 0xff);
        }
        Pixels pixels = new Pixels(file.bytes(), set.header, set.record());
        return checked(new CifarBatch(name, set, file.time(), pixels, labels), file);
    }

    /**
     * A batch that is a Python pickle.
     *
     * @throws UserException (data) if it is not one of these batches
     */
    static CifarBatch pickled(String name, CifarFiles.Member file) {
        if (!(Pickle.read(file.where(), file.bytes()) instanceof Value.Dict dict)) {
            throw bad(file, "is a pickle of something else than a dict");
        }
        if (!(dict.entries().get("data") instanceof Value.Array array)
                || array.content().isEmpty()) {
            throw bad(file, "is a pickle without data, an array of bytes");
        }
        Value.Content content = array.content().get();
        if (content.columns() != BYTES || content.rows() == 0) {
            throw bad(
                    file,
                    "has data of %d rows of %d bytes; expected 1 row or more of %d"
                            .formatted(content.rows(), content.columns(), BYTES));
        }
        Set set = dict.entries().containsKey("fine_labels") ? Set.CIFAR_100 : Set.CIFAR_10;
        List<Integer> labels = labels(dict, set == Set.CIFAR_100 ? "fine_labels" : "labels", file);
        if (labels.size() != content.rows()) {
            throw bad(file, "has %d labels for %d pictures".formatted(labels.size(), content.rows()));
        }
        Pixels pixels = new Pixels(content.bytes().source(), content.bytes().from(), BYTES);
        return checked(new CifarBatch(name, set, file.time(), pixels, labels), file);
    }

    private static List<Integer> labels(Value.Dict dict, String key, CifarFiles.Member file) {
        if (!(dict.entries().get(key) instanceof Value.Items items)) {
            throw bad(file, "is a pickle without labels, a list of numbers");
        }
        return items.values().stream()
                .map(value -> {
                    if (value instanceof Value.Whole(long number) && number == (int) number) {
                        return (int) number;
                    }
                    throw bad(file, "has a label that is no number");
                })
                .toList();
    }

    private static CifarBatch checked(CifarBatch batch, CifarFiles.Member file) {
        for (int i = 0; i < batch.labels.size(); i++) {
            int label = batch.labels.get(i);
            if (label < 0 || label >= batch.set.classes) {
                throw bad(
                        file,
                        "picture %d has the label %d; expected 0 to %d (%s)"
                                .formatted(i, label, batch.set.classes - 1, batch.set.title));
            }
        }
        return batch;
    }

    private static UserException bad(CifarFiles.Member file, String reason) {
        return new UserException(Kind.DATA, "%s: %s".formatted(file.where(), reason));
    }

    /** A picture as (height, width, channels) bytes, new ones. */
    byte[] picture(int index) {
        byte[] picture = new byte[BYTES];
        int from = pixels.from + index * pixels.distance;
        for (int i = 0; i < PLANE; i++) {
            for (int channel = 0; channel < 3; channel++) {
                picture[i * 3 + channel] = pixels.source[from + channel * PLANE + i];
            }
        }
        return picture;
    }
}
