package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.data.picture.Rejected;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Keeps what has been read: every image is decoded once, later epochs are copies in memory. */
final class CachedSource implements ImageSource {
    private final ImageSource source;
    private final AtomicReferenceArray<byte[]> images;

    CachedSource(ImageSource source) {
        this.source = source;
        this.images = new AtomicReferenceArray<>(source.count());
    }

    /** Whether all the images fit into a quarter of the memory that this JVM may use. */
    static boolean fits(ImageSource source) {
        long bytes = (long) source.count() * (source.shape().bytes() + 16L); // 16: the array's header
        return bytes <= Runtime.getRuntime().maxMemory() / 4;
    }

    @Override
    public int count() {
        return source.count();
    }

    @Override
    public ImageShape shape() {
        return source.shape();
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) throws Rejected {
        byte[] image = images.get(index);
        if (image == null) {
            image = new byte[shape().bytes()];
            source.read(index, draw, image, 0);
            images.set(index, image);
        }
        System.arraycopy(image, 0, target, offset, image.length);
    }

    @Override
    public String name(int index) {
        return source.name(index);
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public Optional<Classes> labels() {
        return source.labels();
    }

    @Override
    public String fingerprint() {
        return source.fingerprint();
    }

    @Override
    public void close() {
        source.close();
    }
}
