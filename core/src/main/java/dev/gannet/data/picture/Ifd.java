package dev.gannet.data.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory of TIFF fields. Nothing is taken on trust: a field counts only if all its values lie within the file.
 *
 * @param fields in the file's order
 * @param next where the next directory begins; 0 if there is none
 */
record Ifd(List<Field> fields, long next) {
    /** Which way up the picture is to be seen. */
    static final int ORIENTATION = 0x112;

    private static final int FIELD = 12;

    /**
     * One field.
     *
     * @param type 1 bytes, 2 text, 3 two bytes, 4 four bytes, 7 bytes
     * @param at where its values begin
     * @param raw its 12 bytes as stored
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Field(int tag, int type, long count, long at, byte[] raw) {}

    /**
     * The directory at a place.
     *
     * @throws Rejected if it does not lie within the file
     */
    static Ifd read(Bytes tiff, long at) throws Rejected {
        int count = tiff.u16(at);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long field = at + 2 + (long) FIELD * i;
            int type = tiff.u16(field + 2);
            long values = tiff.u32(field + 4);
            long bytes = size(type) * values;
            long place = bytes <= 4 ? field + 8 : tiff.u32(field + 8);
            if (bytes > 0 && tiff.has(place, bytes)) {
                fields.add(new Field(tiff.u16(field), type, values, place, tiff.copy(field, FIELD)));
            }
        }
        long end = at + 2 + (long) FIELD * count;
        return new Ifd(List.copyOf(fields), tiff.has(end, 4) ? tiff.u32(end) : 0);
    }

    /** The orientation that an EXIF block asks for; 1 if it asks for none or is broken. */
    static int orientation(Bytes exif) {
        try {
            boolean little = exif.u16(0) == 0x4949;
            Bytes tiff = exif.ordered(little);
            if (tiff.u16(2) != 42) {
                return 1;
            }
            return upright(read(tiff, tiff.u32(4)).first(tiff, ORIENTATION, 1));
        } catch (Rejected e) {
            return 1; // a camera's broken note about the picture is no reason to refuse it
        }
    }

    /** An orientation from 1 to 8, 1 for anything else. */
    static int upright(long value) {
        return value >= 1 && value <= 8 ? (int) value : 1;
    }

    /** A field by its tag. */
    Optional<Field> field(int tag) {
        return fields.stream().filter(field -> field.tag() == tag).findFirst();
    }

    /** The first value of a field of whole numbers, or {@code missing}. */
    long first(Bytes tiff, int tag, long missing) throws Rejected {
        Optional<Field> field = field(tag);
        return field.isEmpty() ? missing : value(tiff, field.get(), 0);
    }

    /** One value of a field of whole numbers. */
    static long value(Bytes tiff, Field field, long index) throws Rejected {
        if (index >= field.count()) {
            throw new Rejected(Reason.DAMAGED, "field %d has %d values".formatted(field.tag(), field.count()));
        }
        return switch (field.type()) {
            case 1, 7 -> tiff.u8(field.at() + index);
            case 3 -> tiff.u16(field.at() + 2 * index);
            case 4 -> tiff.u32(field.at() + 4 * index);
            default ->
                throw new Rejected(Reason.DAMAGED, "field %d is of type %d".formatted(field.tag(), field.type()));
        };
    }

    private static long size(int type) {
        return switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12 -> 8;
            default -> 0;
        };
    }
}
