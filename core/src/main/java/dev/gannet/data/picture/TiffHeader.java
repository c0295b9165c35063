package dev.gannet.data.picture;

import dev.gannet.data.picture.Ifd.Field;
import dev.gannet.data.picture.Parsed.Inks;
import dev.gannet.data.picture.Traits.Mode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first directory of a TIFF file. */
final class TiffHeader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int STRIPS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILES = 324;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int PROFILE = 34_675;

    /** What a reader of pixels needs: no orientation, profile, further directory or text. */
    private static final Set<Integer> KEPT = Set.of(
            WIDTH,
            HEIGHT,
            BITS,
            COMPRESSION,
            COLOURS,
            266,
            STRIPS,
            SAMPLES,
            ROWS,
            STRIP_BYTES,
            PLANES,
            292,
            293,
            317,
            320,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILES,
            TILE_BYTES,
            EXTRA,
            SAMPLE_FORMAT);

    private static final int MOST_PAGES = 100_000;
    private static final int MOST_PROFILE = 4 << 20;
    /** No compression that is read makes more bytes of one, fax aside, whose pictures are small. */
    private static final long MOST_INFLATION = 4096;

    private final byte[] file;
    private final Bytes tiff;
    private final Ifd ifd;

    private TiffHeader(byte[] file, Bytes tiff, Ifd ifd) {
        this.file = file;
        this.tiff = tiff;
        this.ifd = ifd;
    }

    /** Checks size, kind of samples and where they lie; counts the directories. */
    static Parsed parse(byte[] file) throws Rejected {
        Bytes tiff = file[0] == 'I' ? Bytes.little(file) : Bytes.big(file);
        return new TiffHeader(file, tiff, Ifd.read(tiff, tiff.u32(4))).parsed();
    }

    private long value(int tag, long missing) throws Rejected {
        return ifd.first(tiff, tag, missing);
    }

    private Parsed parsed() throws Rejected {
        long width = value(WIDTH, 0);
        long height = value(HEIGHT, 0);
        Parsed.checkSize(width, height);
        int bits = bits();
        checkCompression();
        long samples = value(SAMPLES, 1);
        Mode mode = mode(samples, bits);
        checkData(width, height, samples, bits);
        return new Parsed(
                Format.TIFF,
                clean(),
                (int) width,
                (int) height,
                mode,
                pages(),
                Ifd.upright(value(Ifd.ORIENTATION, 1)),
                profile(),
                new int[0],
                mode == Mode.CMYK ? Inks.FULL : Inks.NONE,
                false);
    }

    private int bits() throws Rejected {
        Optional<Field> field = ifd.field(BITS);
        long bits = value(BITS, 1);
        long format = value(SAMPLE_FORMAT, 1);
        if (format != 1) {
            throw unread("%d-bit %s samples are".formatted(bits, format == 3 ? "float" : "signed or complex"));
        }
        for (long i = 0; field.isPresent() && i < Math.min(8, field.get().count()); i++) {
            if (Ifd.value(tiff, field.get(), i) != bits) {
                throw unread("TIFF of samples with different bits is");
            }
        }
        if (!List.of(1L, 2L, 4L, 8L, 16L).contains(bits)) {
            throw unread("TIFF of %d-bit samples is".formatted(bits));
        }
        return (int) bits;
    }

    private void checkCompression() throws Rejected {
        long compression = value(COMPRESSION, 1);
        if (!List.of(1L, 2L, 3L, 4L, 5L, 8L, 32_773L, 32_946L).contains(compression)) {
            throw unread(
                    compression == 6 || compression == 7
                            ? "TIFF with JPEG inside is"
                            : "TIFF of compression %d is".formatted(compression));
        }
    }

    private Mode mode(long samples, int bits) throws Rejected {
        long colours = value(COLOURS, 1);
        int opaque = colours == 2 ? 3 : colours == 5 ? 4 : 1;
        if (samples < opaque || samples > 8) {
            throw new Rejected(Reason.DAMAGED, "has %d samples for a pixel".formatted(samples));
        }
        if (bits < 8 && samples > 1) {
            throw unread("TIFF of %d samples with %d bits is".formatted(samples, bits));
        }
        long extra = value(EXTRA, samples > opaque ? 2 : 0);
        boolean opacity = samples > opaque && (extra == 1 || extra == 2);
        if (colours == 0 || colours == 1) {
            return opacity ? Mode.GREY_ALPHA : Mode.GREY;
        }
        if (colours == 2) {
            return opacity ? Mode.RGBA : Mode.RGB;
        }
        if (colours == 3 && samples == 1 && bits <= 8) {
            return Mode.PALETTE;
        }
        if (colours == 5 && samples == 4) {
            return Mode.CMYK;
        }
        throw unread("TIFF of colours %d with %d samples is".formatted(colours, samples));
    }

    private static Rejected unread(String what) {
        return new Rejected(Reason.UNSUPPORTED, what + " not read");
    }

    private void checkData(long width, long height, long samples, int bits) throws Rejected {
        boolean tiled = ifd.field(TILES).isPresent();
        long wide = tiled || ifd.field(TILE_WIDTH).isPresent() ? value(TILE_WIDTH, 0) : width;
        long high = tiled || ifd.field(TILE_HEIGHT).isPresent()
                ? value(TILE_HEIGHT, 0)
                : Math.min(height, value(ROWS, height));
        Parsed.checkSize(wide, high);
        Optional<Field> starts = ifd.field(tiled ? TILES : STRIPS);
        long planes = value(PLANES, 1) == 2 ? samples : 1;
        long needed = (width + wide - 1) / wide * ((height + high - 1) / high) * planes;
        if (starts.isEmpty() || starts.get().count() < needed) {
            throw new Rejected(Reason.DAMAGED, "does not say where its pixels are");
        }
        Optional<Field> sizes = ifd.field(tiled ? TILE_BYTES : STRIP_BYTES);
        long found = 0;
        for (long i = 0; i < needed; i++) {
            long size = sizes.isPresent() && i < sizes.get().count() ? Ifd.value(tiff, sizes.get(), i) : 1;
            if (!tiff.has(Ifd.value(tiff, starts.get(), i), size)) {
                throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
            }
            found += size;
        }
        long raw = (width * bits * (samples / planes) + 7) / 8 * height * planes;
        if (value(COMPRESSION, 1) == 1 && sizes.isPresent() && found < raw) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
        if (sizes.isPresent() && sizes.get().count() < needed) {
            throw new Rejected(Reason.DAMAGED, "does not say how long its strips are");
        }
        if (width * height * samples * bits / 8 > file.length * MOST_INFLATION) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
    }

    private int pages() {
        Set<Long> seen = new HashSet<>();
        long at = ifd.next();
        while (at != 0 && seen.size() < MOST_PAGES && seen.add(at)) {
            try {
                long count = tiff.u16(at);
                at = tiff.u32(at + 2 + 12 * count);
            } catch (Rejected e) {
                return seen.size(); // the last one is not there
            }
        }
        return 1 + seen.size();
    }

    private byte[] profile() throws Rejected {
        Optional<Field> field = ifd.field(PROFILE);
        if (field.isEmpty() || field.get().count() > MOST_PROFILE) {
            return new byte[0];
        }
        return tiff.copy(field.get().at(), field.get().count());
    }

    /** The file with a directory of the needed fields behind it, and a beginning that leads there. */
    private byte[] clean() {
        List<Field> kept = ifd.fields().stream()
                .filter(field -> KEPT.contains(field.tag()))
                .toList();
        int at = file.length + (file.length & 1);
        ByteBuffer out = ByteBuffer.allocate(at + 2 + 12 * kept.size() + 4);
        out.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        out.put(file).putInt(4, at).position(at).putShort((short) kept.size());
        kept.forEach(field -> out.put(field.raw()));
        return out.array();
    }
}
