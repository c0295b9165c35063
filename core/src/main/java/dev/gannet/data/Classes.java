package dev.gannet.data;

import dev.gannet.config.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which class every image of a data set belongs to. Classes are numbered from 0 in the order of their names: by number if all
 * of these are numbers, else as text.
 */
public final class Classes {
    private final List<String> names;
    private final int[] numbers;

    private Classes(List<String> names, int[] numbers) {
        this.names = List.copyOf(names);
        this.numbers = numbers;
    }

    /**
     * The classes of labelled images; empty if an image has no label (an empty text) or if all have the same one, for then
     * there is nothing to tell apart.
     */
    public static Optional<Classes> of(String[] labels) {
        List<String> names =
                Arrays.stream(labels).distinct().sorted(order(labels)).toList();
        if (names.size() < 2 || names.contains("")) {
            return Optional.empty();
        }
        Map<String, Integer> numbers =
                IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, Function.identity()));
        return Optional.of(
                new Classes(names, Arrays.stream(labels).mapToInt(numbers::get).toArray()));
    }

    private static Comparator<String> order(String[] labels) {
        Comparator<String> asText = Comparator.naturalOrder();
        boolean numbers = Arrays.stream(labels).allMatch(label -> label.matches("\\d{1,9}"));
        return numbers ? Comparator.<String>comparingInt(Integer::parseInt).thenComparing(asText) : asText;
    }

    /** Those of some of the images, in their order, under the same names; one may have no images then. */
    Classes only(int[] indices) {
        return new Classes(names, Arrays.stream(indices).map(this::of).toArray());
    }

    /** The classes' names, at least two. */
    public List<String> names() {
        return names;
    }

    /** How many classes there are, at least 2. */
    public int count() {
        return names.size();
    }

    /** The class of image {@code index} of the source, from 0 to {@link #count} - 1. */
    public int of(int index) {
        return numbers[index];
    }

    /** How many images each class has. */
    public int[] sizes() {
        int[] sizes = new int[names.size()];
        for (int number : numbers) {
            sizes[number]++;
        }
        return sizes;
    }

    /** Changes when a name does, or the class of an image. */
    public long fingerprint() {
        long hash = Cache.hash(String.join("\n", names));
        for (int number : numbers) {
            hash = Seeds.mix(hash, number);
        }
        return hash;
    }
}
