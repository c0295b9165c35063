package dev.gannet.data.scan;

import dev.gannet.data.archive.Archive;
import dev.gannet.data.archive.Entry;
import dev.gannet.data.archive.Listing;
import dev.gannet.data.picture.Decoder;
import dev.gannet.data.picture.Picture;
import dev.gannet.data.picture.Rejected;
import dev.gannet.storage.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Looks at every picture of an archive once: lists them, puts them in the order of their names, decodes them on all cores,
 * and writes down what it has seen. What an earlier look has seen is taken over where name, size and time are the same.
 */
public final class Scanner {
    private static final int TOGETHER = 16;
    private static final int TELL_EVERY = 512;

    private final Archive archive;
    private final Decoder decoder;
    private final int threads;
    private final Consumer<ScanProgress> progress;

    /** A scanner of an archive; both stay the caller's. */
    public Scanner(Archive archive, Decoder decoder, int threads, Consumer<ScanProgress> progress) {
        this.archive = archive;
        this.decoder = decoder;
        this.threads = threads;
        this.progress = progress;
    }

    /** Wants to see the pictures while they are decoded. */
    @FunctionalInterface
    public interface Audience {
        /**
         * A table is about to be made; not called if the old one still holds.
         *
         * @param listing the new table's {@link Table#listing}
         * @param count its rows
         * @param before the table that it replaces; borrowed
         */
        Viewer enter(long listing, int count, Optional<Table> before) throws IOException;
    }

    /** Told of every picture; {@link #see} on several threads at once. */
    public interface Viewer extends AutoCloseable {
        /** Looks away. */
        Viewer NOBODY = new Viewer() {
            @Override
            public void see(int index, Picture picture) {}

            @Override
            public void same(int index, int before) {}

            @Override
            public void close() {}
        };

        /** Picture {@code index} of the table to come has been decoded. */
        void see(int index, Picture picture) throws IOException;

        /** Picture {@code index} is not decoded: it was picture {@code before} of the old table. */
        void same(int index, int before);

        /** All pictures have been seen. */
        @Override
        void close();
    }

    /**
     * The table of the archive as it is now.
     *
     * @param folder where it is kept
     * @param name of its file; one that is there is used for what has not changed, and replaced if anything has
     * @param audience shown every picture that is decoded
     * @throws IOException if the archive cannot be listed or the table not written
     */
    public Table scan(Path folder, String name, Audience audience) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        Optional<Table> before = Table.open(file);
        Path unsorted = Scratch.file(folder, name, ".listing");
        try (Table listing = list(folder, unsorted)) {
            int[] order = listing.byName();
            long now = fingerprint(listing, order);
            if (before.isPresent() && holds(before.get(), now, listing)) {
                return before.get();
            }
            try (TableWriter writer = new TableWriter(folder);
                    Viewer viewer = audience.enter(now, order.length, before)) {
                listing.skipped().forEach(writer::skipped);
                new Pass(listing, order, new Known(before), writer, viewer).all();
                return writer.finish(file);
            } finally {
                before.ifPresent(Table::close);
            }
        } finally {
            Files.deleteIfExists(unsorted);
        }
    }

    /** Whether a table that was made before is still that of everything there is. */
    private static boolean holds(Table before, long now, Table listing) {
        return before.listing() == now && before.isLasting() && before.skipped().equals(listing.skipped());
    }

    private Table list(Path folder, Path unsorted) throws IOException {
        try (TableWriter writer = new TableWriter(folder)) {
            archive.list(new Listing() {
                private long done;

                @Override
                public void picture(Entry entry) {
                    try {
                        writer.add(entry);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    if (++done % TELL_EVERY == 0) {
                        progress.accept(new ScanProgress(ScanProgress.Phase.LISTING, done, 0, 0));
                    }
                }

                @Override
                public void skipped(String name, String reason) {
                    writer.skipped(reason, Skips.one(name));
                }
            });
            return writer.finish(unsorted);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long fingerprint(Table listing, int[] order) {
        ListingHash fingerprint = new ListingHash();
        for (int index : order) {
            Entry entry = listing.entry(index);
            fingerprint.add(entry.name(), entry.label(), entry.position(), entry.bytes(), entry.time());
        }
        return fingerprint.value();
    }

    /** What an earlier look has seen, walked along with the new listing: both are in the order of names. */
    private static final class Known {
        private final Optional<Table> table;
        private int next;

        Known(Optional<Table> table) {
            this.table = table;
        }

        /** Where the earlier table has this picture, if it has, unchanged, and if what was found then still holds. */
        OptionalInt of(Table listing, int index) {
            if (table.isEmpty()) {
                return OptionalInt.empty();
            }
            Table old = table.get();
            while (next < old.count() && old.compareNames(next, listing, index) < 0) {
                next++;
            }
            boolean same = next < old.count() && isSame(old.entry(next), listing.entry(index));
            return same && old.isLasting(next) ? OptionalInt.of(next) : OptionalInt.empty();
        }

        Optional<Finding> finding(int index) {
            return table.flatMap(old -> old.finding(index));
        }

        /** The label may have changed: it has nothing to do with the pixels. */
        private static boolean isSame(Entry a, Entry b) {
            return a.name().equals(b.name())
                    && a.position() == b.position()
                    && a.bytes() == b.bytes()
                    && a.time() == b.time();
        }
    }

    /** One pass over all pictures: looked at on several threads, written down in order. */
    private final class Pass {
        private final Table listing;
        private final int[] order;
        private final Known known;
        private final TableWriter writer;
        private final Viewer viewer;
        private final Deque<Future<Looked[]>> running = new ArrayDeque<>();
        private long done;
        private long rejected;

        /** A picture and what was found. */
        private record Looked(Entry entry, Finding finding) {}

        Pass(Table listing, int[] order, Known known, TableWriter writer, Viewer viewer) {
            this.listing = listing;
            this.order = order;
            this.known = known;
            this.writer = writer;
            this.viewer = viewer;
        }

        void all() throws IOException, InterruptedException {
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                try {
                    for (int from = 0; from < order.length; from += TOGETHER) {
                        running.add(begin(pool, from));
                        if (running.size() > 4 * threads) {
                            settle(running.remove());
                        }
                    }
                    while (!running.isEmpty()) {
                        settle(running.remove());
                    }
                } finally {
                    pool.shutdownNow();
                }
            }
        }

        private Future<Looked[]> begin(ExecutorService pool, int from) {
            int count = Math.min(TOGETHER, order.length - from);
            Entry[] entries = new Entry[count];
            List<Optional<Finding>> seen = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries[i] = listing.entry(order[from + i]);
                seen.add(known(from + i));
            }
            return pool.submit(() -> {
                Looked[] looked = new Looked[count];
                for (int i = 0; i < count; i++) {
                    int index = from + i;
                    Entry entry = entries[i];
                    Optional<Finding> known = seen.get(i);
                    looked[i] = new Looked(entry, known.isPresent() ? known.get() : look(index, entry));
                }
                return looked;
            });
        }

        private Optional<Finding> known(int index) {
            OptionalInt before = known.of(listing, order[index]);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            viewer.same(index, before.getAsInt());
            return known.finding(before.getAsInt());
        }

        private Finding look(int index, Entry entry) throws IOException {
            try {
                Picture picture = decoder.decode(archive.read(entry));
                viewer.see(index, picture);
                return Look.of(picture);
            } catch (Rejected e) {
                return new Finding.Bad(e.reason(), e.detail());
            }
        }

        private void settle(Future<Looked[]> ready) throws IOException, InterruptedException {
            try {
                for (Looked looked : ready.get()) {
                    writer.add(looked.entry(), looked.finding());
                    done++;
                    rejected += looked.finding() instanceof Finding.Bad ? 1 : 0;
                }
                progress.accept(new ScanProgress(ScanProgress.Phase.LOOKING, done, order.length, rejected));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException reason) {
                    throw reason;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
