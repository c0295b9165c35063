package dev.gannet.data.archive;

import java.io.IOException;

/** Reads structs of Thrift's compact protocol, as far as page headers and page indexes of Parquet need it. */
final class ThriftInput {
    private static final int DEEPEST = 16;

    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final byte[] bytes;
    private int at;

    /** From the first byte on. */
    ThriftInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Told what a struct holds. Numbers are numbers of any size; whatever else is skipped. */
    interface Fields {
        /** A number. */
        void number(int id, long value) throws IOException;

        /** A struct, or each struct of a list: whom to tell what it holds. */
        Fields struct(int id) throws IOException;
    }

    /** Nobody is told. */
    private static final class Ignored implements Fields {
        @Override
        public void number(int id, long value) {}

        @Override
        public Fields struct(int id) {
            return this;
        }
    }

    /** Bytes that were read. */
    int position() {
        return at;
    }

    /**
     * Reads a struct.
     *
     * @throws IOException if it is none, or ends early
     */
    void struct(Fields told) throws IOException {
        struct(told, 0);
    }

    private void struct(Fields told, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("structs within more than %d others".formatted(DEEPEST));
        }
        int id = 0;
        for (int header = one(); header != 0; header = one()) {
            int type = header & 0x0f;
            id = header >> 4 == 0 ? (int) zigzag() : id + (header >> 4);
            switch (type) {
                case 1, 2 -> told.number(id, 2 - type);
                case 4, 5, 6 -> told.number(id, zigzag());
                case STRUCT -> struct(told.struct(id), depth + 1);
                case LIST, 10 -> list(told, id, depth);
                default -> skip(type, depth);
            }
        }
    }

    private void list(Fields told, int id, int depth) throws IOException {
        int header = one();
        long size = header >> 4 == 15 ? varint() : header >> 4;
        if (size < 0 || size > bytes.length - at) {
            throw new IOException("a list of %d".formatted(size));
        }
        for (long i = 0; i < size; i++) {
            if ((header & 0x0f) == STRUCT) {
                struct(told.struct(id), depth + 1);
            } else {
                element(header & 0x0f, depth + 1);
            }
        }
    }

    /** An element of a list, where a truth takes a byte. */
    private void element(int type, int depth) throws IOException {
        if (type == 1 || type == 2) {
            one();
        } else {
            skip(type, depth);
        }
    }

    private void skip(int type, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("lists within more than %d others".formatted(DEEPEST));
        }
        switch (type) {
            case 3 -> one();
            case 4, 5, 6 -> varint();
            case 7 -> forward(8);
            case 8 -> forward(varint());
            case LIST, 10 -> list(new Ignored(), 0, depth);
            case STRUCT -> struct(new Ignored(), depth + 1);
            default -> throw new IOException("Thrift's type %d".formatted(type));
        }
    }

    private void forward(long count) throws IOException {
        if (count < 0 || count > bytes.length - at) {
            throw new IOException("%d bytes where %d are left".formatted(count, bytes.length - at));
        }
        at += (int) count;
    }

    private int one() throws IOException {
        if (at == bytes.length) {
            throw new IOException("ends early");
        }
        return bytes[at++] & 0xff;
    }

    private long varint() throws IOException {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = one();
            number |= (part & 0x7fL) << shift;
            if (part < 0x80) {
                return number;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    private long zigzag() throws IOException {
        long number = varint();
        return number >>> 1 ^ -(number & 1);
    }
}
