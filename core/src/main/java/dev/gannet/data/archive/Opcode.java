package dev.gannet.data.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The instructions of Python's pickle machine that CIFAR's batches use. {@link ForeignOpcode} has the others. */
enum Opcode {
    /** Version of the pickle, a byte. */
    PROTO(0x80),
    /** The end; the one value on the stack is the result. */
    STOP('.'),
    /** Where the items of a tuple, a list or a dict begin. */
    MARK('('),
    /** {}. */
    EMPTY_DICT('}'),
    /** []. */
    EMPTY_LIST(']'),
    /** (). */
    EMPTY_TUPLE(')'),
    /** Remembers the top value under a number of one byte. */
    BINPUT('q'),
    /** Remembers the top value under a number of four bytes. */
    LONG_BINPUT('r'),
    /** Pushes what is remembered under a number of one byte. */
    BINGET('h'),
    /** Pushes what is remembered under a number of four bytes. */
    LONG_BINGET('j'),
    /** Python 2's text, its length in one byte. */
    SHORT_BINSTRING('U'),
    /** Python 2's text, its length in four bytes. */
    BINSTRING('T'),
    /** Bytes, their length in one byte. */
    SHORT_BINBYTES('C'),
    /** Bytes, their length in four bytes. */
    BINBYTES('B'),
    /** UTF-8, its length in one byte. */
    SHORT_BINUNICODE(0x8c),
    /** UTF-8, its length in four bytes. */
    BINUNICODE('X'),
    /** A number of four bytes, with a sign. */
    BININT('J'),
    /** A number of one byte, without a sign. */
    BININT1('K'),
    /** A number of two bytes, without a sign. */
    BININT2('M'),
    /** A number with a sign, its length in one byte. */
    LONG1(0x8a),
    /** None. */
    NONE('N'),
    /** True. */
    NEWTRUE(0x88),
    /** False. */
    NEWFALSE(0x89),
    /** A tuple of all since the mark. */
    TUPLE('t'),
    /** A tuple of one. */
    TUPLE1(0x85),
    /** A tuple of two. */
    TUPLE2(0x86),
    /** A tuple of three. */
    TUPLE3(0x87),
    /** Appends one value to a list. */
    APPEND('a'),
    /** Appends all since the mark to a list. */
    APPENDS('e'),
    /** Puts a key and a value into a dict. */
    SETITEM('s'),
    /** Puts all keys and values since the mark into a dict. */
    SETITEMS('u'),
    /** A name: two lines of text. */
    GLOBAL('c'),
    /** A call of a name. */
    REDUCE('R'),
    /** Gives the result of a call its state. */
    BUILD('b');

    private static final List<Optional<Opcode>> BY_CODE =
            IntStream.range(0, 256).mapToObj(Opcode::find).toList();

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    private static Optional<Opcode> find(int code) {
        return Arrays.stream(values()).filter(opcode -> opcode.code == code).findFirst();
    }

    /** The instruction with this code, 0 to 255, if it is one of these. */
    static Optional<Opcode> of(int code) {
        return BY_CODE.get(code);
    }
}
