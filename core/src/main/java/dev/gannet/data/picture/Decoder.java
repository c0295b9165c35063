package dev.gannet.data.picture;

import dev.gannet.data.archive.Stored;
import dev.gannet.data.picture.Readers.Read;
import dev.gannet.data.picture.Traits.Mode;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * From the bytes of a picture to its pixels. The bytes may be anything: what they claim is checked before memory is
 * taken, metadata never reach a reader, only the first of several frames is decoded, and time is bounded. May be used
 * by several threads at once.
 */
public final class Decoder {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Duration limit;
    private final AtomicReference<Profile> profile = new AtomicReference<>(new Profile(new byte[0]));

    /** A decoder that gives up on a picture after five seconds. */
    public Decoder() {
        this(LIMIT);
    }

    /** A decoder with another limit. */
    Decoder(Duration limit) {
        this.limit = limit;
    }

    /**
     * The pixels of a picture, and what it was.
     *
     * @throws Rejected if it cannot be used, whatever is wrong with it
     */
    public Picture decode(Stored stored) throws Rejected {
        return switch (stored) {
            case Stored.File file -> decode(file.bytes());
            case Stored.Raster raster -> bare(raster);
        };
    }

    private static Picture bare(Stored.Raster raster) throws Rejected {
        int width = raster.width();
        int height = raster.height();
        Parsed.checkSize(width, height);
        Mode mode = raster.channels() == 1 ? Mode.GREY : Mode.RGB;
        Traits traits = new Traits("pixels", mode, width, height, 1);
        return new Picture(raster.pixels(), height, width, raster.channels(), 1, traits);
    }

    private Picture decode(byte[] file) throws Rejected {
        Deadline deadline = new Deadline(limit);
        try {
            Parsed parsed = parse(file);
            Read read = Readers.read(parsed, deadline);
            deadline.check();
            Picture picture = picture(parsed, read, deadline);
            deadline.check();
            return picture;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw deadline.passed() ? deadline.rejected() : rejected(e);
        } catch (OutOfMemoryError e) {
            throw new Rejected(Reason.TOO_LARGE, "needs more memory than there is", e);
        }
    }

    private static Parsed parse(byte[] file) throws Rejected {
        return switch (Format.of(file)) {
            case JPEG -> JpegSegments.parse(file);
            case PNG -> PngChunks.parse(file);
            case GIF -> GifBlocks.parse(file);
            case BMP -> BmpHeader.parse(file);
            case WEBP -> WebpChunks.parse(file);
            case TIFF -> TiffHeader.parse(file);
        };
    }

    private Picture picture(Parsed parsed, Read read, Deadline deadline) throws Rejected {
        int width = read.raster().getWidth();
        int height = read.raster().getHeight();
        byte[] samples = Samples.of(read, parsed);
        if (parsed.mode() == Mode.CMYK) {
            Cmyk.normalise(samples, parsed.inks());
            byte[] rgb = new byte[samples.length / 4 * 3];
            if (!profile(parsed.profile()).inks(samples, width, height, rgb, deadline)) {
                Cmyk.plain(samples, rgb);
            }
            samples = rgb;
        } else {
            profile(parsed.profile()).apply(samples, width, height, parsed.channels(), deadline);
        }
        return new Picture(samples, height, width, parsed.channels(), parsed.orientation(), parsed.traits());
    }

    /** The pictures of a data set often share one, so the last is kept. */
    private Profile profile(byte[] data) {
        Profile last = profile.get();
        if (last.isOf(data)) {
            return last;
        }
        Profile made = new Profile(data);
        profile.set(made);
        return made;
    }

    /** The readers answer damaged files with whatever exception their arithmetic ends in. */
    private static Rejected rejected(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof OutOfMemoryError) {
                return new Rejected(Reason.TOO_LARGE, "needs more memory than there is", thrown);
            }
            if (cause instanceof EOFException || cause instanceof Input.Ended) {
                return new Rejected(Reason.TRUNCATED, "ends before its last pixel", thrown);
            }
        }
        String message = thrown.getMessage();
        String line =
                message == null ? "" : message.lines().findFirst().orElse("").strip();
        return new Rejected(Reason.DAMAGED, line.isEmpty() ? thrown.getClass().getSimpleName() : line, thrown);
    }
}
