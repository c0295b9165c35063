package dev.gannet.data.archive;

import java.util.Arrays;

/** The instructions of Python's pickle machine that CIFAR's batches do not use, so that they can be refused by name. */
enum ForeignOpcode {
    POP(0x30),
    POP_MARK(0x31),
    DUP(0x32),
    FLOAT(0x46),
    BINFLOAT(0x47),
    INT(0x49),
    LONG(0x4c),
    PERSID(0x50),
    BINPERSID(0x51),
    STRING(0x53),
    UNICODE(0x56),
    DICT(0x64),
    GET(0x67),
    INST(0x69),
    LIST(0x6c),
    OBJ(0x6f),
    PUT(0x70),
    NEWOBJ(0x81),
    EXT1(0x82),
    EXT2(0x83),
    EXT4(0x84),
    LONG4(0x8b),
    BINUNICODE8(0x8d),
    BINBYTES8(0x8e),
    EMPTY_SET(0x8f),
    ADDITEMS(0x90),
    FROZENSET(0x91),
    NEWOBJ_EX(0x92),
    STACK_GLOBAL(0x93),
    MEMOIZE(0x94),
    FRAME(0x95),
    BYTEARRAY8(0x96),
    NEXT_BUFFER(0x97),
    READONLY_BUFFER(0x98);

    private final int code;

    ForeignOpcode(int code) {
        this.code = code;
    }

    /** The name of the instruction with this code; {@code unknown} if there is none. */
    static String nameOf(int code) {
        return Arrays.stream(values())
                .filter(opcode -> opcode.code == code)
                .map(Enum::name)
                .findFirst()
                .orElse("unknown");
    }
}
