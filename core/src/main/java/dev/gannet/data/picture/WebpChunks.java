package dev.gannet.data.picture;

import dev.gannet.data.picture.Traits.Mode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The chunks of a WebP file. The first frame of an animated one is taken as it is, without the canvas around it. */
final class WebpChunks {
    private static final int HEADER = 12;
    private static final int FRAME = 16;
    /** Bytes that the reader of lossless pictures looks ahead; it repeats some bits where there are none. */
    private static final int AHEAD = 8;

    private static final int MOST_PROFILE = 4 << 20;
    /** The reader decodes all of a lossless picture at once and can neither leave pixels out nor be stopped. */
    private static final long MOST_LOSSLESS = 25_000_000;

    private final Bytes bytes;
    private byte[] image = new byte[0];
    private byte[] alpha = new byte[0];
    private byte[] profile = new byte[0];
    private int orientation = 1;
    private int frames;
    private int width;
    private int height;
    private int canvasWidth;
    private int canvasHeight;
    private boolean lossless;
    private boolean opacity;

    private WebpChunks(byte[] file) {
        this.bytes = Bytes.little(file);
    }

    /** Walks all chunks and counts the frames. */
    static Parsed parse(byte[] file) throws Rejected {
        WebpChunks webp = new WebpChunks(file);
        webp.walk(webp.bytes, HEADER);
        if (webp.image.length == 0) {
            throw new Rejected(Reason.TRUNCATED, "has no pixels (chunk VP8 or VP8L)");
        }
        return new Parsed(
                Format.WEBP,
                webp.clean(),
                webp.width,
                webp.height,
                webp.opacity || webp.alpha.length > 0 ? Mode.RGBA : Mode.RGB,
                Math.max(1, webp.frames),
                webp.orientation,
                webp.profile,
                new int[0]);
    }

    private void walk(Bytes part, int start) throws Rejected {
        long at = start;
        while (part.has(at, 8)) {
            String name = part.text(at, 4);
            long length = part.u32(at + 4);
            if (!part.has(at + 8, length)) {
                if (image.length > 0) {
                    return; // what comes behind the first picture is not needed
                }
                throw new Rejected(Reason.TRUNCATED, "ends within chunk " + printable(name));
            }
            chunk(name, part.slice(at + 8, length));
            at += 8 + length + (length & 1);
        }
    }

    private static String printable(String name) {
        return name.strip().replaceAll("[^ -~]", "?");
    }

    private void chunk(String name, Bytes body) throws Rejected {
        switch (name) {
            case "VP8X" -> canvas(body.u24(4) + 1, body.u24(7) + 1);
            case "ICCP" -> profile = body.length() > MOST_PROFILE ? profile : body.copy(0, body.length());
            case "EXIF" -> exif(body);
            case "ANMF" -> frame(body);
            case "ALPH" -> opacity(body);
            case "VP8 " -> lossy(body);
            case "VP8L" -> lossless(body);
            default -> {}
        }
    }

    private void canvas(int wide, int high) throws Rejected {
        Parsed.checkSize(wide, high);
        canvasWidth = wide;
        canvasHeight = high;
    }

    private void exif(Bytes body) throws Rejected {
        boolean named = body.length() > 6 && body.text(0, 6).equals("Exif\0\0");
        orientation = Ifd.orientation(named ? body.slice(6, body.length() - 6) : body);
    }

    private void frame(Bytes body) throws Rejected {
        frames++;
        if (frames == 1 && image.length == 0) {
            canvas(body.u24(6) + 1, body.u24(9) + 1);
            walk(body, FRAME);
        }
    }

    private void opacity(Bytes body) throws Rejected {
        int compression = body.u8(0) & 3;
        if (image.length == 0 && alpha.length == 0) {
            if (compression != 1) {
                throw new Rejected(
                        Reason.UNSUPPORTED, "WebP with opacity of compression %d is not read".formatted(compression));
            }
            alpha = body.copy(0, body.length());
        }
    }

    private void lossy(Bytes body) throws Rejected {
        if (image.length > 0) {
            return;
        }
        if ((body.u8(0) & 1) != 0 || body.u24(3) != 0x2a019d) {
            throw new Rejected(Reason.DAMAGED, "chunk VP8 does not begin a picture");
        }
        image(body, body.u16(6) & 0x3fff, body.u16(8) & 0x3fff);
    }

    private void lossless(Bytes body) throws Rejected {
        if (image.length > 0) {
            return;
        }
        if (body.u8(0) != 0x2f) {
            throw new Rejected(Reason.DAMAGED, "chunk VP8L does not begin a picture");
        }
        lossless = true;
        long size = body.u32(1);
        opacity = (size >> 28 & 1) != 0;
        alpha = new byte[0];
        image(body, (int) (size & 0x3fff) + 1, (int) (size >> 14 & 0x3fff) + 1);
    }

    private void image(Bytes body, int wide, int high) throws Rejected {
        Parsed.checkSize(wide, high);
        if (canvasWidth > 0 && (wide != canvasWidth || high != canvasHeight)) {
            throw new Rejected(
                    Reason.DAMAGED,
                    "is %dx%d in one place and %dx%d in another".formatted(canvasWidth, canvasHeight, wide, high));
        }
        if ((lossless || alpha.length > 0) && (long) wide * high > MOST_LOSSLESS) {
            throw new Rejected(
                    Reason.TOO_LARGE,
                    "is %dx%d; at most %,d pixels of lossless WebP and of opacity are read"
                            .formatted(wide, high, MOST_LOSSLESS));
        }
        width = wide;
        height = high;
        image = body.copy(0, body.length());
    }

    /** A file of the one picture, with what the reader looks at behind it. */
    private byte[] clean() throws Rejected {
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.length + alpha.length + 64);
        out.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        if (alpha.length > 0) {
            byte[] extended = new byte[10];
            extended[0] = 0x10;
            put24(extended, 4, width - 1);
            put24(extended, 7, height - 1);
            write(out, "VP8X", extended);
            write(out, "ALPH", alpha);
        }
        write(out, lossless ? "VP8L" : "VP8 ", image);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(out.size() + 8);
        write(whole, "RIFF", out.toByteArray());
        whole.writeBytes(new byte[AHEAD - (image.length & 1)]);
        return whole.toByteArray();
    }

    private static void put24(byte[] target, int at, int value) {
        for (int i = 0; i < 3; i++) {
            target[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static void write(ByteArrayOutputStream out, String name, byte[] body) {
        out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 4; i++) {
            out.write(body.length >> 8 * i);
        }
        out.writeBytes(body);
        if ((body.length & 1) != 0) {
            out.write(0);
        }
    }
}
