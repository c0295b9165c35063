package dev.gannet.data.archive;

import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.util.OptionalInt;

/** One way of keeping pictures. {@link #read} may be called from several threads at once. */
public interface Archive extends AutoCloseable {
    /** ImageNet has 1.3 million; each name is told from the others by a few bytes of memory while it is listed. */
    int MOST_ENTRIES = 2_000_000;

    /** Bytes of one image file, unpacked. The largest pictures that are read have 100 million pixels. */
    int LARGEST = 200_000_000;

    /**
     * Lists everything once, in any order.
     *
     * @throws IOException if the archive as a whole cannot be read
     * @throws dev.gannet.config.UserException (data) if it is not what it claims to be
     */
    void list(Listing to) throws IOException;

    /**
     * The bytes of one picture.
     *
     * @throws Rejected if this one cannot be read, whatever the reason
     */
    Stored read(Entry entry) throws Rejected;

    /**
     * How many pictures there are, where all of them are bare pixels in memory and {@link Entry#position} is their number:
     * nothing can be wrong with such a picture, and training need not look at it first. Empty for all else.
     */
    default OptionalInt bare() {
        return OptionalInt.empty();
    }

    /** A few words for people, such as {@code zip archive photos.zip}. */
    String describe();

    @Override
    void close();
}
