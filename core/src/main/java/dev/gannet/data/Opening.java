package dev.gannet.data;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.archive.Archive;
import dev.gannet.data.archive.Archives;
import dev.gannet.data.archive.Stored;
import dev.gannet.data.pack.MemoryPack;
import dev.gannet.data.pack.Pack;
import dev.gannet.data.picture.Decoder;
import dev.gannet.data.picture.Picture;
import dev.gannet.data.picture.Rejected;
import dev.gannet.data.picture.Traits.Mode;
import dev.gannet.data.scan.Finding;
import dev.gannet.data.scan.Scanner;
import dev.gannet.data.scan.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** One data set being opened: listed, looked at, and packed on the way. */
final class Opening implements Scanner.Audience {
    /** Raise it when a decoder, a look or a framer changes what it answers: what is kept from before is then not used. */
    private static final int VERSION = 1;

    private final Sources sources;
    private final DataConfig.OnDisk data;
    private final Size size;
    private final Optional<Integer> channels;
    private final Framing framing;
    private final String key;

    Opening(Sources sources, DataConfig.OnDisk data, Size size, Optional<Integer> channels, Framing framing) {
        this.sources = sources;
        this.data = data;
        this.size = size;
        this.channels = channels;
        this.framing = framing;
        String place = data.path().toAbsolutePath().normalize().toString();
        String kind = data.getClass().getSimpleName();
        this.key = "%s-%016x".formatted(data.shortName(), Cache.hash("%s %s %d".formatted(place, kind, VERSION)));
    }

    /** Opens pictures to look at all of them, if that has not been done. */
    ArchiveSource look() throws InterruptedException {
        return opened(this::look);
    }

    /** Opens pictures to train on; looks at them first if anything can be wrong with them. */
    ImageSource open() throws InterruptedException {
        return opened(archive -> {
            OptionalInt bare = archive.bare();
            return bare.isPresent() ? bare(archive, bare.getAsInt()) : look(archive);
        });
    }

    /** What is made of an archive. */
    @FunctionalInterface
    private interface Making<T> {
        T of(Archive archive) throws IOException, InterruptedException;
    }

    private <T> T opened(Making<T> making) throws InterruptedException {
        Optional<Archive> unused = Optional.empty();
        try {
            Archive archive = Archives.of(data, sources.cache().ready());
            unused = Optional.of(archive);
            T made = making.of(archive);
            unused = Optional.empty();
            return made;
        } catch (IOException | UncheckedIOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be read: %s".formatted(data.path(), e.getMessage()), e);
        } finally {
            unused.ifPresent(Archive::close);
        }
    }

    private ArchiveSource look(Archive archive) throws IOException, InterruptedException {
        Decoder decoder = new Decoder();
        int threads = Runtime.getRuntime().availableProcessors();
        Table table = new Scanner(archive, decoder, threads, sources.progress())
                .scan(sources.cache().folder(), key + ".table", this);
        Packer packer = packer(channels.orElseGet(() -> channelsOf(table)));
        Pack pack = packer.pack(table.listing(), table.count());
        return new ArchiveSource(archive, decoder, table, packer.shape(), packer.framer(), pack);
    }

    private ImageSource bare(Archive archive, int count) throws IOException {
        int own;
        try {
            own = BareSource.first(archive) instanceof Stored.Raster raster ? raster.channels() : 3;
        } catch (Rejected e) {
            throw new IOException(e.detail(), e);
        }
        Packer packer = packer(channels.orElse(own));
        Pack pack = MemoryPack.ifItFits(count, packer.framer().mostBytes());
        return new BareSource(archive, count, packer.shape(), packer.framer(), pack);
    }

    private Packer packer(int wanted) {
        ImageShape shape = new ImageShape(wanted, size.height(), size.width());
        return new Packer(sources.cache(), key, shape, framing);
    }

    private static int channelsOf(Table table) {
        boolean grey = table.accepted() > 0
                && IntStream.range(0, table.count())
                        .allMatch(row -> table.finding(row).orElseThrow() instanceof Finding.Good good
                                ? good.traits().mode() == Mode.GREY
                                        || good.traits().mode() == Mode.GREY_ALPHA
                                : true);
        return grey ? 1 : 3;
    }

    @Override
    public Scanner.Viewer enter(long listing, int count, Optional<Table> before) throws IOException {
        if (sources.cache().pictures() != Cache.Pictures.FILES) {
            return Scanner.Viewer.NOBODY;
        }
        OptionalLong old = before.map(table -> OptionalLong.of(table.listing())).orElse(OptionalLong.empty());
        Optional<Integer> known = channels.or(() -> before.map(Opening::channelsOf));
        return known.isPresent() ? packer(known.get()).filler(listing, count, old) : new FirstTells(listing, count);
    }

    /** As long as nobody knows whether the pictures are grey, the first one tells; if it is wrong, they are decoded again. */
    private final class FirstTells implements Scanner.Viewer {
        private final long listing;
        private final int count;
        private Optional<Packer.Filler> filler = Optional.empty();

        FirstTells(long listing, int count) {
            this.listing = listing;
            this.count = count;
        }

        @Override
        public void see(int index, Picture picture) throws IOException {
            fillerFor(picture).see(index, picture);
        }

        private synchronized Packer.Filler fillerFor(Picture picture) throws IOException {
            if (filler.isEmpty()) {
                int guess = picture.channels() <= 2 ? 1 : 3;
                filler = Optional.of(packer(guess).filler(listing, count, OptionalLong.empty()));
            }
            return filler.get();
        }

        @Override
        public void same(int index, int before) {} // there was nothing before

        @Override
        public void close() {
            filler.ifPresent(Packer.Filler::close);
        }
    }
}
