package dev.gannet.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Turns legal safetensors files into others, most of them broken. A number always gives the same file. */
final class SafetensorsMutator {
    private static final int MOST_BYTES = 1_024; // so that copying slices does not let files grow without end
    private static final byte[] NOTHING = {};
    private static final long[] LENGTHS = {0, 1, 2, 8, 8_000_000, 8_000_001, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, -9
    };

    private final List<byte[]> legal = SafetensorsFiles.legal();
    private final List<byte[]> words = Stream.of(
                    "'F32' 'F16' 'f32' 'dtype' 'shape' 'data_offsets' '__metadata__' 'a' 'b' 'c' '' '../a' 'k' 'ü' \uFEFF",
                    "'\\u0061' '\\u00' '\\ud800' '\\udc00' '\\ud83d\\ude00' '\\x' null true false NaN { } [ ] , :",
                    "[] {} [0] [2] [0,0] [0,4] [0,4,8] [4,8] [8,4] [8,8] {'a':'b'} 'a':'b', 'a':1, 'F32':'F32', 'dtype':'F32', 'shape':[1], 'data_offsets':[0,4] 0",
                    "1 2 3 4 5 8 12 -0 -1 -4 01 00 1. 1.0 .5 1e0 1e400 1E-2 +1 0x4 2147483647 2147483648 4294967295 4294967296",
                    "536870909 536870910 536870911 1073741824 4611686018427387904 9223372036854775807 9223372036854775808",
                    "18446744073709551615 18446744073709551616 99999999999999999999999999 'z':{'dtype':'F32','shape':[0],",
                    "'data_offsets':[0,0]}, 'y':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}, /**/ // # ' '\\n' '\\u0000'",
                    "{'__metadata__':{}} ,,, [[[[[[[[ {'a':{'a':{'a': [1,1,1,1,1,1,1,1,1] [0,4611686018427387904]")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .map(word -> word.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
            .toList();

    /** Where something is in a header. */
    private record Span(int from, int to) {}

    /** The file of a number. */
    byte[] file(long input) {
        var random = new SplittableRandom(input);
        boolean fresh = random.nextInt(4) == 0;
        byte[] seed = fresh ? placed(random) : pick(legal, random);
        int bodyStart = bodyStart(seed);
        byte[] header = Arrays.copyOfRange(seed, 8, bodyStart);
        byte[] body = Arrays.copyOfRange(seed, bodyStart, seed.length);
        int rounds = fresh ? random.nextInt(3) : 1 + random.nextInt(4) * random.nextInt(2);
        for (int round = 0; round < rounds; round++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3, 4 -> header = tokens(header, random);
                case 5 -> header = bytes(header, random);
                case 6 -> body = bytes(body, random);
                default -> header = spliced(header, header(pick(legal, random)), random);
            }
        }
        byte[] file = SafetensorsFiles.file(length(header.length, random), header, body);
        if (random.nextInt(8) == 0) {
            file = random.nextBoolean() ? bytes(file, random) : spliced(file, pick(legal, random), random);
        }
        return Arrays.copyOf(file, Math.min(file.length, MOST_BYTES));
    }

    /** A few tensors, each right by itself, at places that rarely fit together. */
    private static byte[] placed(SplittableRandom random) {
        StringJoiner header = new StringJoiner(",", "{", "}");
        int bodyBytes = 0;
        int tensors = 1 + random.nextInt(4);
        for (int i = 0; i < tensors; i++) {
            int begin = Float.BYTES * random.nextInt(4);
            int numbers = random.nextInt(4);
            int end = begin + Float.BYTES * numbers;
            header.add("'t" + i + "':{'dtype':'F32','shape':[" + numbers + "],'data_offsets':[" + begin + "," + end
                    + "]}");
            bodyBytes = Math.max(bodyBytes, end);
        }
        return SafetensorsFiles.file(header.toString(), bodyBytes);
    }

    private static int bodyStart(byte[] file) {
        return Math.toIntExact(
                8 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    private static byte[] header(byte[] file) {
        return Arrays.copyOfRange(file, 8, bodyStart(file));
    }

    private static long length(int headerBytes, SplittableRandom random) {
        return switch (random.nextInt(32)) {
            case 0 -> LENGTHS[random.nextInt(LENGTHS.length)];
            case 1 -> headerBytes + random.nextInt(-9, 10);
            case 2 -> headerBytes ^ (1L << random.nextInt(Long.SIZE));
            default -> headerBytes;
        };
    }

    private static byte[] bytes(byte[] old, SplittableRandom random) {
        int from = random.nextInt(old.length + 1);
        int to = Math.min(old.length, from + 1 + random.nextInt(random.nextInt(8) == 0 ? 64 : 4));
        byte[] slice = Arrays.copyOfRange(old, from, to);
        switch (random.nextInt(6)) {
            case 0 -> {
                if (slice.length > 0) {
                    slice[0] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> random.nextBytes(slice);
            case 2 -> Arrays.fill(slice, (byte) random.nextInt());
            case 3 -> slice = NOTHING;
            case 4 -> slice = joined(slice, slice);
            default -> { // random bytes more, or zeros more
                byte[] more = new byte[1 + random.nextInt(8)];
                if (random.nextBoolean()) {
                    random.nextBytes(more);
                }
                slice = joined(more, slice);
            }
        }
        return replaced(old, new Span(from, to), slice);
    }

    private byte[] tokens(byte[] header, SplittableRandom random) {
        List<Span> tokens = tokens(header);
        if (tokens.isEmpty()) {
            return pick(words, random).clone();
        }
        Span one = pick(tokens, random);
        Span gap = new Span(one.from(), one.from());
        return switch (random.nextInt(8)) {
            case 0, 1 -> replaced(header, one, pick(words, random));
            case 2 -> replaced(header, gap, pick(words, random));
            case 3 -> replaced(header, new Span(one.from(), pick(tokens, random).to()), NOTHING);
            case 4 -> swapped(header, one, pick(tokens, random));
            case 5 ->
                replaced(
                        header,
                        gap,
                        slice(header, new Span(one.from(), pick(tokens, random).to())));
            default -> numbers(header, tokens, random);
        };
    }

    /** Swaps two numbers, or replaces one. */
    private byte[] numbers(byte[] header, List<Span> tokens, SplittableRandom random) {
        List<Span> numbers = tokens.stream()
                .filter(token -> header[token.from()] >= '0' && header[token.from()] <= '9')
                .toList();
        if (numbers.isEmpty()) {
            return header;
        }
        Span one = pick(numbers, random);
        return switch (random.nextInt(4)) {
            case 0 -> swapped(header, one, pick(numbers, random));
            case 1 -> replaced(header, one, number(4L * random.nextInt(6)));
            case 2 -> replaced(header, one, number(random.nextLong() >>> random.nextInt(Long.SIZE)));
            default -> replaced(header, one, pick(words, random));
        };
    }

    private static byte[] number(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** Strings, words with numbers, and single signs; what is between them is white space. */
    private static List<Span> tokens(byte[] json) {
        List<Span> tokens = new ArrayList<>();
        int at = 0;
        while (at < json.length) {
            int from = at++;
            if (json[from] == '"') {
                while (at < json.length && json[at] != '"') {
                    at += json[at] == '\\' ? 2 : 1;
                }
                at = Math.min(json.length, at + 1);
            } else if (isWord(json[from])) {
                while (at < json.length && isWord(json[at])) {
                    at++;
                }
            }
            if (json[from] > ' ' || json[from] < 0) {
                tokens.add(new Span(from, at));
            }
        }
        return tokens;
    }

    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || "+-.".indexOf(b) >= 0;
    }

    /** The beginning of one and the end of another. */
    private static byte[] spliced(byte[] a, byte[] b, SplittableRandom random) {
        Span end = new Span(random.nextInt(a.length + 1), a.length);
        return replaced(a, end, Arrays.copyOfRange(b, random.nextInt(b.length + 1), b.length));
    }

    private static byte[] swapped(byte[] old, Span one, Span other) {
        if (one.from() > other.from()) {
            return swapped(old, other, one);
        }
        return one.equals(other)
                ? old
                : replaced(replaced(old, other, slice(old, one)), one, slice(old, other)); // the later one first
    }

    private static byte[] slice(byte[] bytes, Span span) {
        return Arrays.copyOfRange(bytes, span.from(), Math.max(span.from(), span.to()));
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] replaced(byte[] old, Span span, byte[] by) {
        int to = Math.max(span.from(), span.to());
        return joined(joined(Arrays.copyOf(old, span.from()), by), Arrays.copyOfRange(old, to, old.length));
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
