package dev.gannet.data;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.scan.Finding;
import dev.gannet.data.scan.ScanProgress;
import dev.gannet.data.scan.Table;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Opens data: looks at every picture first, unless it has before and nothing has changed since, so that what cannot be used
 * is known before training begins.
 *
 * @param cache where looks and pictures are kept; stays the caller's
 * @param mostBad refuse to train if more than this share of the pictures cannot be used, 0 to 1
 * @param progress told how far a look has come
 */
public record Sources(Cache cache, double mostBad, Consumer<ScanProgress> progress) {
    /** A data set that is worse than this is rarely what its owner means to train on. */
    public static final double MOST_BAD = 0.05;

    /** As a program wants it that shows nothing: the user's cache, at most one picture in twenty bad. */
    public static Sources quiet() {
        return new Sources(Cache.ofUser(), MOST_BAD, _ -> {});
    }

    /**
     * Opens the images that a run trains on; the caller closes them.
     *
     * @throws UserException (data) if they cannot be used, or too many of them
     */
    public ImageSource open(RunConfig config) throws InterruptedException {
        return switch (config.data()) {
            case DataConfig.Dogs dogs -> drawn(dogs, config.image());
            case DataConfig.OnDisk files ->
                open(
                        files,
                        new Size(config.image().width(), config.image().height()),
                        Optional.of(config.image().channels()),
                        config.framing());
        };
    }

    /** The built-in drawings, which need no look. */
    public static ImageSource drawn(DataConfig.Dogs dogs, ImageShape shape) {
        DogSource source = new DogSource(dogs, shape);
        return CachedSource.fits(source) ? new CachedSource(source) : source;
    }

    /**
     * Opens pictures to train on; the caller closes them.
     *
     * @param channels as for {@link #look}
     * @throws UserException (data) if they cannot be used, or too many of them
     */
    public ImageSource open(DataConfig.OnDisk data, Size size, Optional<Integer> channels, Framing framing)
            throws InterruptedException {
        ImageSource source = new Opening(this, data, size, channels, framing).open();
        try {
            if (source instanceof ArchiveSource looked) {
                requireUsable(data, looked.table());
            }
            return source;
        } catch (UserException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Looks at all the pictures of a data set and opens those that can be used, however few; the caller closes them.
     *
     * @param channels of the images; if none is given, 1 where all the pictures are grey, else 3
     * @throws UserException (data) if the data set as a whole cannot be read
     */
    public ArchiveSource look(DataConfig.OnDisk data, Size size, Optional<Integer> channels, Framing framing)
            throws InterruptedException {
        return new Opening(this, data, size, channels, framing).look();
    }

    private void requireUsable(DataConfig.OnDisk data, Table table) {
        int bad = table.count() - table.accepted();
        if (table.accepted() < 2) {
            throw new UserException(
                    Kind.DATA,
                    "%s: found %,d images that can be used and %,d that cannot%s; expected at least 2"
                            .formatted(data.path(), table.accepted(), bad, first(table)));
        }
        if (bad > mostBad * table.count()) {
            throw new UserException(
                    Kind.DATA,
                    "%s: %,d of %,d images cannot be used%s; 'gannet inspect' lists them, --allow-bad trains on the rest"
                            .formatted(data.path(), bad, table.count(), first(table)));
        }
    }

    private static String first(Table table) {
        return IntStream.range(0, table.count())
                .boxed()
                .flatMap(row -> table.finding(row).stream()
                        .filter(Finding.Bad.class::isInstance)
                        .map(bad -> ", the first being %s: %s"
                                .formatted(table.entry(row).name(), ((Finding.Bad) bad).detail())))
                .findFirst()
                .orElse("");
    }
}
