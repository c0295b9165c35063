package dev.gannet.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The formats that are read, told apart by their first bytes; the name of a file says nothing. */
enum Format {
    /** Baseline and progressive, 8 bits. */
    JPEG("JPEG"),
    /** Also the default image of an animated one. */
    PNG("PNG"),
    /** The first frame. */
    GIF("GIF"),
    /** Of Windows and OS/2. */
    BMP("BMP"),
    /** Lossy and lossless. */
    WEBP("WebP"),
    /** The first page. */
    TIFF("TIFF");

    private static final int QUOTED = 8;

    /** First bytes at a place, and what begins so. */
    private record Sign(String name, int at, String bytes) {
        boolean begins(byte[] file) {
            return matches(file, at, bytes);
        }
    }

    /** In this order: the longer sign before the shorter one that it begins with. */
    private static final List<Sign> OTHERS = List.of(
            new Sign("JPEG 2000", 0, "\0\0\0\fjP  \r\n\u0087\n"),
            new Sign("JPEG 2000", 0, "\u00ffO\u00ffQ"),
            new Sign("JPEG XL", 0, "\0\0\0\fJXL \r\n\u0087\n"),
            new Sign("JPEG XL", 0, "\u00ff\n"),
            new Sign("JPEG-LS", 0, "\u00ff\u00d8\u00ff\u00f7"),
            new Sign("AVIF", 4, "ftypavif"),
            new Sign("AVIF", 4, "ftypavis"),
            new Sign("HEIC", 4, "ftyphei"),
            new Sign("HEIC", 4, "ftyphev"),
            new Sign("HEIF", 4, "ftypmif1"),
            new Sign("HEIF", 4, "ftypmsf1"),
            new Sign("MP4", 4, "ftyp"),
            new Sign("PSD", 0, "8BPS"),
            new Sign("ICO", 0, "\0\0\1\0"),
            new Sign("BigTIFF", 0, "II+\0"),
            new Sign("BigTIFF", 0, "MM\0+"),
            new Sign("PDF", 0, "%PDF"),
            new Sign("PostScript", 0, "%!PS"),
            new Sign("AppleDouble", 0, "\0\5\26\7"),
            new Sign("DirectDraw Surface", 0, "DDS "),
            new Sign("OpenEXR", 0, "v/1\1"),
            new Sign("Radiance HDR", 0, "#?RADIANCE"),
            new Sign("FITS", 0, "SIMPLE  ="),
            new Sign("SVG", 0, "<svg"));

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** As people write it. */
    String label() {
        return label;
    }

    /**
     * The format of a file.
     *
     * @throws Rejected if it is empty, of a known format that is not read, or of none
     */
    static Format of(byte[] file) throws Rejected {
        if (file.length == 0) {
            throw new Rejected(Reason.EMPTY, "is empty");
        }
        if (matches(file, 0, "\u00ff\u00d8\u00ff") && !matches(file, 3, "\u00f7")) {
            return JPEG;
        }
        if (matches(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (matches(file, 0, "GIF87a") || matches(file, 0, "GIF89a")) {
            return GIF;
        }
        if (matches(file, 0, "RIFF") && matches(file, 8, "WEBP")) {
            return WEBP;
        }
        if (matches(file, 0, "II*\0") || matches(file, 0, "MM\0*")) {
            return TIFF;
        }
        if (isBmp(file)) {
            return BMP;
        }
        throw other(file);
    }

    /** Two letters alone would also be the start of many texts. */
    private static boolean isBmp(byte[] file) {
        return matches(file, 0, "BM") && (file.length < 18 || file[15] == 0 && file[16] == 0 && file[17] == 0);
    }

    private static Rejected other(byte[] file) {
        for (Sign sign : OTHERS) {
            if (sign.begins(file)) {
                return unread(sign.name());
            }
        }
        if (file.length > 2 && file[0] == 'P' && file[1] >= '1' && file[1] <= '7' && file[2] <= ' ' && file[2] > 0) {
            return unread("PNM");
        }
        if (isSvg(file)) {
            return unread("SVG");
        }
        return new Rejected(Reason.NOT_AN_IMAGE, "begins with " + beginning(file));
    }

    private static Rejected unread(String name) {
        return new Rejected(Reason.UNSUPPORTED, name + " is not read; convert it to PNG or JPEG");
    }

    private static boolean isSvg(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 1000), StandardCharsets.ISO_8859_1);
        return start.startsWith("<?xml") && start.contains("<svg");
    }

    /** The first printable bytes in quotes; the first bytes as hexadecimal numbers if none is. */
    private static String beginning(byte[] file) {
        int printable = 0;
        while (printable < Math.min(file.length, QUOTED) && file[printable] >= ' ' && file[printable] <= '~') {
            printable++;
        }
        if (printable > 1) {
            return "'" + new String(file, 0, printable, StandardCharsets.ISO_8859_1) + "'";
        }
        return "bytes " + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(file.length, QUOTED));
    }

    private static boolean matches(byte[] file, int at, String sign) {
        if (file.length < at + sign.length()) {
            return false;
        }
        for (int i = 0; i < sign.length(); i++) {
            if ((file[at + i] & 0xff) != sign.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
