package dev.gannet.data.archive;

import java.util.function.Consumer;

/** Told what an archive holds. */
public interface Listing {
    /** A picture, or what its name says is one. */
    void picture(Entry entry);

    /**
     * Something that is no picture to train on.
     *
     * @param name its path in the data set
     * @param reason why it is left out, such as {@code hidden} or {@code a link that leads outside}
     */
    void skipped(String name, String reason);

    /** One that is told of the pictures alone. */
    static Listing ofPictures(Consumer<Entry> pictures) {
        return new Listing() {
            @Override
            public void picture(Entry entry) {
                pictures.accept(entry);
            }

            @Override
            public void skipped(String name, String reason) {}
        };
    }
}
