package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the pickles that CIFAR's batches are, and no others: dicts, lists, tuples, text, numbers and numpy arrays of
 * bytes, as Python 2 writes them with protocol 2 and Python 3 with protocols 2 and 3.
 *
 * <p>A pickle is a program. This machine knows few of its instructions, looks up none of the names in it, calls
 * nothing, and makes plain data ({@link Value}) only. It does not recurse; every instruction takes at least one byte
 * of the input and pushes at most one value.
 */
final class Pickle {
    /** CIFAR-100's training batch pushes about 160,000. */
    static final int MOST_VALUES = 1_000_000;
    /** CIFAR's batches have 3 open at once. */
    static final int MOST_MARKS = 1000;

    private static final int LONGEST_KEY = 1000;

    private final PickleInput in;
    private final PickledArrays arrays;
    private final List<Value> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Value> memo = new HashMap<>();
    private int pushed;

    private Pickle(PickleInput in) {
        this.in = in;
        this.arrays = new PickledArrays(in);
    }

    /**
     * Reads a pickle.
     *
     * @param file for errors
     * @param bytes all of it; parts of the result are parts of this array
     * @return the one value in it
     * @throws UserException (data) naming the place, if it has anything that CIFAR's batches have not
     */
    static Value read(String file, byte[] bytes) {
        return new Pickle(new PickleInput(file, bytes)).run();
    }

    private Value run() {
        while (true) {
            int code = in.instruction();
            Optional<Opcode> opcode = Opcode.of(code);
            if (opcode.isEmpty()) {
                throw in.foreign("pickle opcode 0x%02x (%s)".formatted(code, ForeignOpcode.nameOf(code)));
            }
            if (opcode.get() == Opcode.STOP) {
                return result();
            }
            step(opcode.get());
        }
    }

    private Value result() {
        Value result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
            throw in.bad("leaves %d values behind, expected none".formatted(stack.size()));
        }
        if (in.left() > 0) {
            throw in.bad("is the end, but %d bytes follow".formatted(in.left()));
        }
        return result;
    }

    private void step(Opcode opcode) {
        switch (opcode) {
            case PROTO -> protocol();
            case STOP -> throw new IllegalStateException("STOP is the end");
            case MARK -> mark();
            case EMPTY_DICT -> push(new Value.Dict());
            case EMPTY_LIST -> push(new Value.Items());
            case EMPTY_TUPLE -> push(new Value.Tuple(List.of()));
            case BINPUT -> remember((int) in.unsigned(1));
            case LONG_BINPUT -> remember(in.signed());
            case BINGET -> recall((int) in.unsigned(1));
            case LONG_BINGET -> recall(in.signed());
            case SHORT_BINSTRING, SHORT_BINBYTES, SHORT_BINUNICODE -> push(in.bytes(1));
            case BINSTRING, BINBYTES, BINUNICODE -> push(in.bytes(4));
            case BININT -> push(new Value.Whole(in.signed()));
            case BININT1 -> push(new Value.Whole(in.unsigned(1)));
            case BININT2 -> push(new Value.Whole(in.unsigned(2)));
            case LONG1 -> push(new Value.Whole(in.sized()));
            case NONE -> push(new Value.Nothing());
            case NEWTRUE -> push(new Value.Flag(true));
            case NEWFALSE -> push(new Value.Flag(false));
            case TUPLE -> push(new Value.Tuple(popToMark()));
            case TUPLE1 -> push(new Value.Tuple(pop(1)));
            case TUPLE2 -> push(new Value.Tuple(pop(2)));
            case TUPLE3 -> push(new Value.Tuple(pop(3)));
            case APPEND -> append(pop(1));
            case APPENDS -> append(popToMark());
            case SETITEM -> set(pop(2));
            case SETITEMS -> set(popToMark());
            case GLOBAL -> push(arrays.global(in.line(), in.line()));
            case REDUCE -> reduce();
            case BUILD -> build();
        }
    }

    private void protocol() {
        long version = in.unsigned(1);
        if (version != 2 && version != 3) {
            throw in.bad("is a pickle of protocol %d, expected 2 or 3".formatted(version));
        }
    }

    private void mark() {
        if (marks.size() == MOST_MARKS) {
            throw in.bad("opens more than %,d marks".formatted(MOST_MARKS));
        }
        marks.add(stack.size());
    }

    private void push(Value value) {
        if (++pushed > MOST_VALUES) {
            throw in.bad("pushes more than %,d values".formatted(MOST_VALUES));
        }
        stack.add(value);
    }

    private Value top() {
        int floor = marks.isEmpty() ? 0 : marks.getLast();
        if (stack.size() <= floor) {
            throw in.bad("needs a value, and there is none");
        }
        return stack.getLast();
    }

    private Value pop() {
        Value top = top();
        stack.removeLast();
        return top;
    }

    private List<Value> pop(int count) {
        List<Value> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.addFirst(pop());
        }
        return values;
    }

    private List<Value> popToMark() {
        if (marks.isEmpty()) {
            throw in.bad("needs a mark, and there is none");
        }
        List<Value> since = stack.subList(marks.removeLast(), stack.size());
        List<Value> values = new ArrayList<>(since);
        since.clear();
        return values;
    }

    private void remember(int number) {
        memo.put(number, top());
        if (memo.size() > MOST_VALUES) {
            throw in.bad("remembers more than %,d values".formatted(MOST_VALUES));
        }
    }

    private void recall(int number) {
        Optional<Value> value = Optional.ofNullable(memo.get(number));
        push(value.orElseThrow(() -> in.bad("recalls number %d, which is not remembered".formatted(number))));
    }

    private void append(List<Value> values) {
        if (!(top() instanceof Value.Items list)) {
            throw in.bad("appends to what is no list");
        }
        list.values().addAll(values);
    }

    private void set(List<Value> pairs) {
        if (!(top() instanceof Value.Dict dict)) {
            throw in.bad("sets a key of what is no dict");
        }
        if (pairs.size() % 2 != 0) {
            throw in.bad("has a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!(pairs.get(i) instanceof Value.Bytes key) || key.length() > LONGEST_KEY) {
                throw in.bad("has a key that is no text of up to %,d bytes".formatted(LONGEST_KEY));
            }
            dict.entries().put(key.text(), pairs.get(i + 1));
        }
    }

    private void reduce() {
        Value arguments = pop();
        push(arrays.call(pop(), arguments));
    }

    private void build() {
        Value state = pop();
        arrays.build(top(), state);
    }
}
