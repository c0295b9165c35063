package dev.gannet.data.picture;

import dev.gannet.data.picture.Traits.Mode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The chunks of a PNG file, their checksums and their order. */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int MOST_PROFILE = 4 << 20;
    /** Deflate makes no more than 1,032 bytes of one. */
    private static final long MOST_INFLATION = 1032;
    /** Chunks that a reader needs; the two of transparent colours are applied here. */
    private static final List<String> KEPT = List.of("IHDR", "PLTE", "IDAT");

    private final byte[] file;
    private final Bytes bytes;
    private final List<Chunk> chunks = new ArrayList<>();

    /** A chunk whose checksum is right: its data begin at {@code at}. */
    private record Chunk(String name, int at, int length) {}

    private PngChunks(byte[] file) {
        this.file = file;
        this.bytes = Bytes.big(file);
    }

    /**
     * Walks the chunks up to IEND. A file that lacks only IEND is taken; so are ancillary chunks with a wrong checksum,
     * which are left out. Gamma (gAMA) and chromaticities (cHRM) are ignored.
     */
    static Parsed parse(byte[] file) throws Rejected {
        PngChunks png = new PngChunks(file);
        png.header();
        png.walk();
        return png.parsed();
    }

    /** Checks the size before anything else, so that a bomb is called by its size. */
    private void header() throws Rejected {
        if (bytes.u32(SIGNATURE) != 13 || !"IHDR".equals(bytes.text(SIGNATURE + 4, 4))) {
            throw new Rejected(Reason.DAMAGED, "its first chunk is not IHDR");
        }
        Parsed.checkSize(bytes.u32(16), bytes.u32(20));
    }

    private void walk() throws Rejected {
        long at = SIGNATURE;
        while (bytes.has(at, 8)) {
            long length = bytes.u32(at);
            String name = bytes.text(at + 4, 4);
            if (!name.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
                throw new Rejected(Reason.DAMAGED, "has no chunk at byte %,d where one should begin".formatted(at));
            }
            if ("IEND".equals(name)) {
                return;
            }
            if (!bytes.has(at + 8, length + 4)) {
                throw new Rejected(Reason.TRUNCATED, "ends within chunk " + name);
            }
            add(name, (int) at + 8, (int) length);
            at += 12 + length;
        }
    }

    private void add(String name, int at, int length) throws Rejected {
        boolean critical = Character.isUpperCase(name.charAt(0));
        CRC32 crc = new CRC32();
        crc.update(file, at - 4, length + 4);
        if (crc.getValue() == bytes.u32(at + (long) length)) {
            if (critical && !KEPT.contains(name)) {
                throw new Rejected(Reason.UNSUPPORTED, "PNG with a chunk %s is not read".formatted(name));
            }
            chunks.add(new Chunk(name, at, length));
        } else if (critical) {
            throw new Rejected(Reason.DAMAGED, "checksum of chunk %s is wrong".formatted(name));
        }
    }

    private Parsed parsed() throws Rejected {
        int width = bytes.i32(16);
        int height = bytes.i32(20);
        int depth = bytes.u8(24);
        int type = bytes.u8(25);
        long data = chunks.stream()
                .filter(chunk -> chunk.name().equals("IDAT"))
                .mapToLong(Chunk::length)
                .sum();
        if (data == 0) {
            throw new Rejected(Reason.TRUNCATED, "has no pixels (chunk IDAT)");
        }
        int bits = depth * samples(type, depth);
        if ((long) width * bits / 8 * height > data * MOST_INFLATION) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
        byte[] transparency = first("tRNS");
        return new Parsed(
                Format.PNG,
                clean(type),
                width,
                height,
                mode(type, transparency),
                frames(),
                orientation(),
                profile(),
                key(type, depth, transparency));
    }

    private static int samples(int type, int depth) throws Rejected {
        boolean known = switch (type) {
            case 0 -> List.of(1, 2, 4, 8, 16).contains(depth);
            case 3 -> List.of(1, 2, 4, 8).contains(depth);
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        if (!known) {
            throw new Rejected(Reason.DAMAGED, "has colour type %d with %d bits".formatted(type, depth));
        }
        return switch (type) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    private static Mode mode(int type, byte[] transparency) {
        boolean key = transparency.length > 0;
        return switch (type) {
            case 0 -> key ? Mode.GREY_ALPHA : Mode.GREY;
            case 2 -> key ? Mode.RGBA : Mode.RGB;
            case 3 -> key ? Mode.PALETTE_ALPHA : Mode.PALETTE;
            case 4 -> Mode.GREY_ALPHA;
            default -> Mode.RGBA;
        };
    }

    /** The transparent colour of a grey or RGB picture, of which only as many bits count as a sample has. */
    private static int[] key(int type, int depth, byte[] transparency) {
        int samples = type == 0 ? 1 : type == 2 ? 3 : 0;
        if (samples == 0 || transparency.length < 2 * samples) {
            return new int[0];
        }
        int[] key = new int[samples];
        for (int i = 0; i < samples; i++) {
            int value = (transparency[2 * i] & 0xff) << 8 | transparency[2 * i + 1] & 0xff;
            key[i] = value & (1 << depth) - 1;
        }
        return key;
    }

    private byte[] first(String name) throws Rejected {
        for (Chunk chunk : chunks) {
            if (chunk.name().equals(name)) {
                return bytes.copy(chunk.at(), chunk.length());
            }
        }
        return new byte[0];
    }

    private int frames() throws Rejected {
        byte[] animation = first("acTL");
        return animation.length < 4 ? 1 : Math.clamp(Bytes.big(animation).u32(0), 1, Integer.MAX_VALUE);
    }

    private int orientation() throws Rejected {
        return Ifd.orientation(Bytes.big(first("eXIf")));
    }

    /** Inflated no further than a profile may be long; empty if it is longer or broken. */
    private byte[] profile() throws Rejected {
        byte[] chunk = first("iCCP");
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        if (name + 2 >= chunk.length) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(chunk, name + 2, chunk.length - name - 2);
            byte[] part = new byte[8192];
            while (!inflater.finished() && out.size() <= MOST_PROFILE) {
                int count = inflater.inflate(part);
                if (count == 0) {
                    return new byte[0];
                }
                out.write(part, 0, count);
            }
        } catch (DataFormatException e) {
            return new byte[0]; // without its profile the picture is taken as sRGB
        }
        return out.size() > MOST_PROFILE ? new byte[0] : out.toByteArray();
    }

    /** Signature, IHDR, the palette with its opacities, all IDAT, IEND: as stored, for their checksums are right. */
    private byte[] clean(int type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 12);
        out.write(file, 0, SIGNATURE);
        boolean indexed = type == 3;
        for (Chunk chunk : chunks) {
            boolean kept = switch (chunk.name()) {
                case "IHDR", "IDAT" -> true;
                case "PLTE", "tRNS" -> indexed;
                default -> false;
            };
            if (kept) {
                out.write(file, chunk.at() - 8, chunk.length() + 12);
            }
        }
        byte[] end = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
        out.writeBytes(end);
        return out.toByteArray();
    }
}
