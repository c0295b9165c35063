package dev.gannet.data.pack;

import dev.gannet.data.picture.Framer.Canvas;
import java.util.Optional;

/** Keeps what has been decoded. Safe from several threads. */
public interface Pack extends AutoCloseable {
    /** Picture {@code index}, if it is there and intact. */
    Optional<Canvas> get(int index);

    /** Keeps a picture; a pack that cannot does nothing, and the picture is decoded again when it is next wanted. */
    void put(int index, Canvas canvas);

    /** A few words for people: where it is and how big. */
    String describe();

    @Override
    void close();

    /** Keeps nothing. */
    static Pack none() {
        return new Pack() {
            @Override
            public Optional<Canvas> get(int index) {
                return Optional.empty();
            }

            @Override
            public void put(int index, Canvas canvas) {}

            @Override
            public String describe() {
                return "no cache";
            }

            @Override
            public void close() {}
        };
    }
}
