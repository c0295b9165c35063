package dev.gannet.data.picture;

import dev.gannet.data.picture.Parsed.Inks;
import dev.gannet.data.picture.Traits.Mode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The segments of a JPEG file. What is handed on has the tables, the frame and the scans, one marker that says how
 * colours are stored, and an end: with it the reader tells of a scan that is too short, which it keeps for itself if
 * the file just stops.
 */
final class JpegSegments {
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int MOST_PROFILE = 4 << 20;
    private static final String PROFILE = "ICC_PROFILE\0";

    private final byte[] file;
    private final Bytes bytes;
    private final ByteArrayOutputStream kept;
    private final byte[][] profile = new byte[256][0];
    private int profileParts;
    private JpegScans scans = JpegScans.NONE;
    private int adobe = -1;
    private boolean jfif;
    private int orientation;
    private boolean ended;

    private JpegSegments(byte[] file) {
        this.file = file;
        this.bytes = Bytes.big(file);
        this.kept = new ByteArrayOutputStream(file.length + 32);
    }

    /** Walks the segments of the first picture up to its end; what follows it is ignored. */
    static Parsed parse(byte[] file) throws Rejected {
        JpegSegments jpeg = new JpegSegments(file);
        jpeg.walk();
        jpeg.scans.checkComplete(jpeg.ended);
        return jpeg.parsed();
    }

    private void walk() throws Rejected {
        int at = 2;
        while (!ended && at < file.length) {
            if (file[at] != (byte) 0xff || at + 1 < file.length && file[at + 1] == (byte) 0xff) {
                at++; // readers skip what is between segments, too
                continue;
            }
            if (at + 1 == file.length) {
                return;
            }
            int marker = bytes.u8(at + 1);
            at += 2;
            if (marker == EOI) {
                ended = true;
            } else if (marker != 0 && marker != 1 && (marker < 0xd0 || marker > 0xd8)) {
                int length = bytes.u16(at);
                Bytes body = bytes.slice(at + 2, Math.max(0, length - 2));
                segment(marker, body);
                int end = marker == SOS ? scan(at + length) : at + length;
                keep(marker, at - 2, end);
                at = end;
            }
        }
    }

    private void segment(int marker, Bytes body) throws Rejected {
        switch (marker) {
            case 0xe0 -> jfif |= starts(body, "JFIF\0");
            case 0xe1 -> exif(body);
            case 0xe2 -> profile(body);
            case 0xee -> adobe = starts(body, "Adobe") && body.length() >= 12 ? body.u8(11) : adobe;
            case 0xc0, 0xc1, 0xc2 -> frame(marker, body);
            case 0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf -> throw unread("lossless or hierarchical JPEG");
            case 0xc9, 0xca, 0xcc -> throw unread("arithmetic-coded JPEG");
            case SOS -> scans.begin(body);
            default -> {}
        }
    }

    private static Rejected unread(String what) {
        return new Rejected(Reason.UNSUPPORTED, what + " is not read; convert it to PNG or JPEG");
    }

    private void frame(int marker, Bytes body) throws Rejected {
        if (scans != JpegScans.NONE) {
            throw new Rejected(Reason.DAMAGED, "has two frames");
        }
        scans = JpegScans.of(marker == 0xc2, body);
    }

    private void exif(Bytes body) throws Rejected {
        if (orientation == 0 && starts(body, "Exif\0")) {
            orientation = body.length() < 6 ? 1 : Ifd.orientation(body.slice(6, body.length() - 6));
        }
    }

    private void profile(Bytes body) throws Rejected {
        if (starts(body, PROFILE) && body.length() > 14) {
            profile[body.u8(12)] = body.copy(14, body.length() - 14);
            profileParts = body.u8(13);
        }
    }

    private static boolean starts(Bytes body, String name) throws Rejected {
        return body.length() >= name.length() && body.text(0, name.length()).equals(name);
    }

    /** Behind the pixels of a scan: at a marker that is no restart, or at the end of the file. */
    private int scan(int start) {
        int at = start;
        while (at < file.length) {
            if (file[at] != (byte) 0xff) {
                at++;
            } else if (at + 1 == file.length) {
                at++;
            } else {
                int next = file[at + 1] & 0xff;
                if (next == 0 || next >= 0xd0 && next <= 0xd7) {
                    at += 2;
                } else if (next == 0xff) {
                    at++;
                } else {
                    break;
                }
            }
        }
        scans.addData(at - start);
        return at;
    }

    private void keep(int marker, int from, int to) {
        switch (marker) {
            case 0xc0, 0xc1, 0xc2, 0xc4, SOS, 0xdb, 0xdd -> kept.write(file, from, to - from);
            default -> {}
        }
    }

    private Parsed parsed() throws Rejected {
        boolean rgb = scans.components() == 3 && !jfif && (adobe == 0 || adobe < 0 && scans.namedRgb());
        boolean ycck = adobe == 2;
        byte[] marker = switch (scans.components()) {
            case 4 -> adobeMarker(ycck ? 2 : 0);
            case 3 -> rgb ? adobeMarker(0) : jfifMarker();
            default -> jfifMarker();
        };
        ByteArrayOutputStream clean = new ByteArrayOutputStream(kept.size() + 32);
        clean.write(0xff);
        clean.write(0xd8);
        clean.writeBytes(marker);
        clean.writeBytes(kept.toByteArray());
        clean.write(0xff);
        clean.write(EOI);
        Mode mode = switch (scans.components()) {
            case 4 -> Mode.CMYK;
            case 3 -> Mode.RGB;
            default -> Mode.GREY;
        };
        Inks inks = mode != Mode.CMYK ? Inks.NONE : ycck ? Inks.INVERTED_YCC : Inks.INVERTED;
        return new Parsed(
                Format.JPEG,
                clean.toByteArray(),
                scans.width(),
                scans.height(),
                mode,
                1,
                Math.max(1, orientation),
                profile(),
                new int[0],
                inks,
                false);
    }

    private static byte[] jfifMarker() {
        return "\u00ff\u00e0\0\20JFIF\0\1\1\0\0\1\0\1\0\0".getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] adobeMarker(int transform) {
        byte[] marker = "\u00ff\u00ee\0\16Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        marker[marker.length - 1] = (byte) transform;
        return marker;
    }

    /** The parts in the order of their numbers; empty if one is missing. */
    private byte[] profile() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : Arrays.asList(profile).subList(1, profileParts + 1)) {
            if (part.length == 0 || whole.size() + part.length > MOST_PROFILE) {
                return new byte[0];
            }
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
