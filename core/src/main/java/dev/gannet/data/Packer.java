package dev.gannet.data;

import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.data.pack.FilePack;
import dev.gannet.data.pack.MemoryPack;
import dev.gannet.data.pack.Pack;
import dev.gannet.data.picture.Framer;
import dev.gannet.data.picture.Picture;
import dev.gannet.data.scan.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes packs, and fills them while the pictures are looked at: what is decoded once need not be decoded again. */
final class Packer {
    /** Left free on the cache's disk: a tenth of what is free now. */
    private static final double MOST_OF_DISK = 0.9;

    private final Cache cache;
    private final String key;
    private final ImageShape shape;
    private final Framing framing;
    private final Framer framer;

    /** For the data set {@code key}, framed so. */
    Packer(Cache cache, String key, ImageShape shape, Framing framing) {
        this.cache = cache;
        this.key = key;
        this.shape = shape;
        this.framing = framing;
        this.framer = new Framer(shape, framing);
    }

    ImageShape shape() {
        return shape;
    }

    Framer framer() {
        return framer;
    }

    /** The pack of a table, filled or not. */
    Pack pack(long listing, int count) {
        return switch (cache.pictures()) {
            case NOWHERE -> Pack.none();
            case MEMORY -> MemoryPack.ifItFits(count, framer.mostBytes());
            case FILES -> onDisk(listing, count);
        };
    }

    private Pack onDisk(long listing, int count) {
        FilePack.Layout layout = new FilePack.Layout(listing, framingHash(), count, framer.mostBytes());
        try {
            boolean fits = Files.exists(file())
                    || layout.fileBytes()
                            < MOST_OF_DISK * Files.getFileStore(cache.folder()).getUsableSpace();
            return fits ? FilePack.open(file(), layout) : MemoryPack.ifItFits(count, framer.mostBytes());
        } catch (IOException e) {
            return MemoryPack.ifItFits(count, framer.mostBytes()); // its description says that there is no cache
        }
    }

    private Path file() {
        return cache.folder().resolve("%s-%016x.pack".formatted(key, framingHash()));
    }

    private long framingHash() {
        return Cache.hash("%s %s".formatted(shape, framing));
    }

    /**
     * Fills the pack of a table to come; what has not changed is copied from the pack that is there.
     *
     * @param before the table that the pack that is there belongs to, if it does
     */
    Filler filler(long listing, int count, OptionalLong before) throws IOException {
        Optional<FilePack> old = FilePack.ofFraming(file(), framingHash());
        boolean fits =
                old.isPresent() && before.equals(OptionalLong.of(old.get().listing()));
        if (!fits) {
            old.ifPresent(FilePack::close);
        }
        return new Filler(fits ? old : Optional.empty(), pack(listing, count));
    }

    /** A viewer that keeps what it sees. */
    final class Filler implements Scanner.Viewer {
        private final Optional<FilePack> old;
        private final Pack pack;

        Filler(Optional<FilePack> old, Pack pack) {
            this.old = old;
            this.pack = pack;
        }

        @Override
        public void see(int index, Picture picture) {
            pack.put(index, framer.canvas(picture));
        }

        @Override
        public void same(int index, int before) {
            old.flatMap(filled -> filled.get(before)).ifPresent(canvas -> pack.put(index, canvas));
        }

        @Override
        public void close() {
            old.ifPresent(FilePack::close);
            pack.close();
        }
    }
}
