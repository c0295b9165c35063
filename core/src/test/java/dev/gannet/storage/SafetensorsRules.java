package dev.gannet.storage;

import dev.gannet.storage.PlainJson.Digits;
import dev.gannet.storage.PlainJson.Items;
import dev.gannet.storage.PlainJson.Members;
import dev.gannet.storage.PlainJson.NotJson;
import dev.gannet.storage.PlainJson.Text;
import dev.gannet.storage.PlainJson.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of the safetensors format once more, in plain code that shares nothing with the reader.
 *
 * <p>Where the project asks for more than the format does, so do these rules: float32 only; names of 1 to 256 letters, digits,
 * '.', '_' and '-'; at most 8 axes; a name only once; no unknown keys; metadata that is an object, not null; and no part of a
 * shape that multiplies to more bytes than a Java array holds, even if another axis is 0.
 */
final class SafetensorsRules {
    private static final BigInteger MOST_BYTES = BigInteger.valueOf(Integer.MAX_VALUE - 8);

    private SafetensorsRules() {}

    /** A tensor; begin and end count from the beginning of the file. */
    record Tensor(String name, List<Long> shape, int begin, int end) {}

    /** A tensor; begin and end count from the end of the header and may be nonsense. */
    private record Claim(String name, List<Long> shape, BigInteger begin, BigInteger end) {}

    /** The tensors in the order of their places, or nothing if the file breaks a rule. */
    static Optional<List<Tensor>> read(byte[] file) {
        if (file.length < 8) {
            return Optional.empty();
        }
        byte[] length = new byte[8];
        for (int i = 0; i < 8; i++) {
            length[i] = file[7 - i];
        }
        BigInteger bodyStart = new BigInteger(1, length).add(BigInteger.valueOf(8));
        if (bodyStart.compareTo(BigInteger.valueOf(file.length)) > 0) {
            return Optional.empty();
        }
        byte[] header = Arrays.copyOfRange(file, 8, bodyStart.intValueExact());
        String text = new String(header, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), header)) { // what is not UTF-8 was replaced
            return Optional.empty();
        }
        try {
            List<Claim> claims = claims(PlainJson.parse(text));
            return laidOut(claims, bodyStart.intValueExact(), file.length);
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    private static List<Claim> claims(Value root) throws NotJson {
        List<Claim> claims = new ArrayList<>();
        for (Map.Entry<String, Value> member : members(root).entrySet()) {
            if (!member.getKey().equals("__metadata__")) {
                claims.add(claim(member.getKey(), members(member.getValue())));
                continue;
            }
            for (Value value : members(member.getValue()).values()) {
                require(value instanceof Text);
            }
        }
        return claims;
    }

    private static Claim claim(String name, Map<String, Value> keys) throws NotJson {
        require(name.length() >= 1 && name.length() <= 256);
        require(name.chars().allMatch(SafetensorsRules::isPlain));
        require(keys.size() == 3);
        require(keys.get("dtype") instanceof Text(String dtype) && dtype.equals("F32"));
        List<BigInteger> shape = wholeNumbers(keys, "shape");
        List<BigInteger> offsets = wholeNumbers(keys, "data_offsets");
        require(shape.size() <= 8);
        require(offsets.size() == 2);
        BigInteger bytes = BigInteger.valueOf(4);
        List<Long> axes = new ArrayList<>();
        for (BigInteger axis : shape) {
            require(axis.bitLength() < Long.SIZE);
            axes.add(axis.longValueExact());
            bytes = bytes.multiply(axis);
            require(bytes.compareTo(MOST_BYTES) <= 0);
        }
        require(offsets.get(1).subtract(offsets.get(0)).equals(bytes));
        return new Claim(name, axes, offsets.get(0), offsets.get(1));
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ".-_".indexOf(c) >= 0;
    }

    private static Optional<List<Tensor>> laidOut(List<Claim> claims, int bodyStart, int fileBytes) {
        List<Tensor> tensors = new ArrayList<>();
        BigInteger at = BigInteger.ZERO;
        BigInteger bodyBytes = BigInteger.valueOf(fileBytes - bodyStart);
        for (Claim claim : claims.stream()
                .sorted(Comparator.comparing(Claim::begin).thenComparing(Claim::end))
                .toList()) {
            if (!claim.begin().equals(at) || claim.end().compareTo(bodyBytes) > 0) {
                return Optional.empty();
            }
            at = claim.end();
            int begin = bodyStart + claim.begin().intValueExact();
            tensors.add(new Tensor(claim.name(), claim.shape(), begin, bodyStart + at.intValueExact()));
        }
        return at.equals(bodyBytes) ? Optional.of(tensors) : Optional.empty();
    }

    private static Map<String, Value> members(Value value) throws NotJson {
        if (value instanceof Members(Map<String, Value> members)) {
            return members;
        }
        throw new NotJson("no object where one is expected");
    }

    private static List<BigInteger> wholeNumbers(Map<String, Value> keys, String key) throws NotJson {
        List<BigInteger> numbers = new ArrayList<>();
        if (!(keys.get(key) instanceof Items(List<Value> items))) {
            throw new NotJson("no array where one is expected");
        }
        for (Value item : items) {
            if (!(item instanceof Digits(String digits))) {
                throw new NotJson("no number where one is expected");
            }
            require(digits.chars().allMatch(c -> c >= '0' && c <= '9'));
            numbers.add(new BigInteger(digits));
        }
        return numbers;
    }

    private static void require(boolean rule) throws NotJson {
        if (!rule) {
            throw new NotJson("a broken rule");
        }
    }
}
