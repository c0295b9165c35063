package dev.gannet.data.pack;

import dev.gannet.data.picture.Framer.Canvas;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Keeps pictures in memory, for as long as a program runs. */
public final class MemoryPack implements Pack {
    private final AtomicReferenceArray<Optional<Canvas>> canvases;

    private MemoryPack(int count) {
        canvases = new AtomicReferenceArray<>(count);
        for (int i = 0; i < count; i++) {
            canvases.setPlain(i, Optional.empty());
        }
    }

    /** Room for {@code count} pictures, if a quarter of the memory that this JVM may use holds them; else none. */
    public static Pack ifItFits(int count, int mostBytes) {
        long bytes = count * (mostBytes + 64L); // 64: the objects around the pixels
        return bytes <= Runtime.getRuntime().maxMemory() / 4 ? new MemoryPack(count) : Pack.none();
    }

    @Override
    public Optional<Canvas> get(int index) {
        return canvases.get(index);
    }

    @Override
    public void put(int index, Canvas canvas) {
        canvases.set(index, Optional.of(canvas));
    }

    @Override
    public String describe() {
        return "kept in memory";
    }

    @Override
    public void close() {} // the garbage collector's
}
