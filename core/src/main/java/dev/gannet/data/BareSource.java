package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.data.archive.Archive;
import dev.gannet.data.archive.Entry;
import dev.gannet.data.archive.Listing;
import dev.gannet.data.archive.Stored;
import dev.gannet.data.pack.Pack;
import dev.gannet.data.picture.Decoder;
import dev.gannet.data.picture.Framer;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Bare pixels that an archive holds in memory, as MNIST and CIFAR keep them: framed when they are first wanted. */
final class BareSource implements ImageSource {
    private final Archive archive;
    private final int count;
    private final ImageShape shape;
    private final Framer framer;
    private final Pack pack;
    private final Decoder decoder = new Decoder();

    /** Takes over the archive and the pack. */
    BareSource(Archive archive, int count, ImageShape shape, Framer framer, Pack pack) {
        this.archive = archive;
        this.count = count;
        this.shape = shape;
        this.framer = framer;
        this.pack = pack;
    }

    /** The pixels of the first picture of an archive: the others have as many channels. */
    static Stored first(Archive archive) throws Rejected {
        return archive.read(numbered(0));
    }

    private static Entry numbered(int index) {
        return new Entry("", index, 0, 0, "");
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) throws Rejected {
        Optional<Framer.Canvas> kept = pack.get(index);
        Framer.Canvas canvas;
        if (kept.isPresent()) {
            canvas = kept.get();
        } else {
            canvas = framer.canvas(decoder.decode(archive.read(numbered(index))));
            pack.put(index, canvas);
        }
        framer.cut(canvas, draw, target, offset);
    }

    @Override
    public String name(int index) {
        return "picture %,d".formatted(index);
    }

    @Override
    public String describe() {
        return archive.describe();
    }

    @Override
    public Optional<Classes> labels() {
        String[] labels = new String[count];
        Arrays.fill(labels, "");
        try {
            archive.list(Listing.ofPictures(entry -> labels[Math.toIntExact(entry.position())] = entry.label()));
        } catch (IOException e) {
            throw new UncheckedIOException("archive in memory", e);
        }
        return Classes.of(labels);
    }

    /** Of the pixels: they are all there. */
    @Override
    public String fingerprint() {
        CRC32C all = new CRC32C();
        try {
            for (int i = 0; i < count; i++) {
                if (archive.read(numbered(i)) instanceof Stored.Raster raster) {
                    all.update(raster.pixels());
                }
            }
        } catch (Rejected e) {
            throw new IllegalStateException("picture in memory: " + e.detail(), e);
        }
        return "%d-%08x".formatted(count, all.getValue());
    }

    @Override
    public void close() {
        pack.close();
        archive.close();
    }
}
