package dev.gannet.data.picture;

import java.util.Arrays;

/** The frame of a JPEG picture and which of its coefficients the scans bring. */
final class JpegScans {
    /** Before the frame is known. */
    static final JpegScans NONE = new JpegScans(false, 0, 0, new int[0]);

    private static final int COEFFICIENTS = 64;
    private static final int UNSEEN = 99;

    private final boolean progressive;
    private final int width;
    private final int height;
    private final int[] ids;
    /** For each component and coefficient how many low bits are still to come. */
    private final int[][] missing;

    private long data;
    private boolean begun;

    private JpegScans(boolean progressive, int width, int height, int[] ids) {
        this.progressive = progressive;
        this.width = width;
        this.height = height;
        this.ids = ids;
        this.missing = new int[ids.length][COEFFICIENTS];
        for (int[] component : missing) {
            Arrays.fill(component, UNSEEN);
        }
    }

    /** From the segment of the frame; refuses sizes and variants that are not read. */
    static JpegScans of(boolean progressive, Bytes body) throws Rejected {
        int depth = body.u8(0);
        Parsed.checkSize(body.u16(3), body.u16(1));
        if (depth != 8) {
            throw new Rejected(Reason.UNSUPPORTED, "JPEG of %d bits is not read".formatted(depth));
        }
        int count = body.u8(5);
        if (count != 1 && count != 3 && count != 4) {
            throw new Rejected(Reason.UNSUPPORTED, "JPEG of %d components is not read".formatted(count));
        }
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = body.u8(6 + 3L * i);
            body.u16(7 + 3L * i);
        }
        return new JpegScans(progressive, body.u16(3), body.u16(1), ids);
    }

    /** From the header of a scan. */
    void begin(Bytes body) throws Rejected {
        if (ids.length == 0) {
            throw new Rejected(Reason.DAMAGED, "has pixels before their size");
        }
        begun = true;
        int count = body.u8(0);
        int first = progressive ? body.u8(1 + 2L * count) : 0;
        int last = progressive ? Math.min(body.u8(2 + 2L * count), COEFFICIENTS - 1) : COEFFICIENTS - 1;
        int low = progressive ? body.u8(3 + 2L * count) & 15 : 0;
        for (int i = 0; i < count; i++) {
            int id = body.u8(1 + 2L * i);
            for (int component = 0; component < ids.length; component++) {
                if (ids[component] == id) {
                    Arrays.fill(missing[component], Math.min(first, last), last + 1, low);
                }
            }
        }
    }

    /** Counts the bytes of a scan. */
    void addData(int bytes) {
        data += bytes;
    }

    /**
     * Refuses a picture that lacks scans, or has too few bytes for its blocks, each of which takes a bit or more.
     *
     * @param ended whether the file says that nothing is to come: then scans may have been left out on purpose
     */
    void checkComplete(boolean ended) throws Rejected {
        if (!begun) {
            throw new Rejected(Reason.TRUNCATED, "ends before its first pixel");
        }
        boolean whole = (width + 7L) / 8 * ((height + 7) / 8) <= 8 * data;
        for (int[] component : missing) {
            whole &= component[0] != UNSEEN;
            whole &= ended || Arrays.stream(component).allMatch(bits -> bits == 0);
        }
        if (!whole) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
    }

    /** In pixels. */
    int width() {
        return width;
    }

    /** In pixels. */
    int height() {
        return height;
    }

    /** 1, 3 or 4. */
    int components() {
        return ids.length;
    }

    /** Whether the components are called R, G and B. */
    boolean namedRgb() {
        return Arrays.equals(ids, new int[] {'R', 'G', 'B'});
    }
}
