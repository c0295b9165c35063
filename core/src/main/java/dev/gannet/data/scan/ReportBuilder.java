package dev.gannet.data.scan;

import dev.gannet.config.ImageShape;
import dev.gannet.data.archive.Entry;
import dev.gannet.data.picture.Traits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Gathers what was found into a {@link Report}: 28 bytes for each picture that can be used. Belongs to one thread. */
public final class ReportBuilder {
    private static final int NAMES_SHOWN = 20;
    private static final int REJECTIONS_SHOWN = 100;
    private static final int LABELS_SHOWN = 1_000;
    private static final int LABELS_COUNTED = 100_000;
    private static final int REASONS_COUNTED = 100;
    private final Measures measures;
    private final SortedMap<String, Integer> rejectedBy = new TreeMap<>();
    private final SortedMap<String, Integer> skippedBy = new TreeMap<>();
    private final SortedMap<String, Integer> formats = new TreeMap<>();
    private final SortedMap<String, Integer> modes = new TreeMap<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Suspicion, First> suspicions = new EnumMap<>(Suspicion.class);
    private final First animated = new First();
    private final List<Report.Rejection> rejections = new ArrayList<>();
    private final BitSet apart = new BitSet();
    private long[] pixels = new long[16];
    private long[] looks = new long[16];
    private int[] indices = new int[16];
    private int accepted;
    private int rejected;
    private int skipped;
    private int without;
    private int uncounted;
    private long bytes;

    /** How many there are of a kind, and which are the first. */
    private static final class First {
        private final List<Integer> indices = new ArrayList<>();
        private int count;

        void add(int index) {
            count++;
            if (indices.size() < NAMES_SHOWN) {
                indices.add(index);
            }
        }

        Report.Named named(IntFunction<Entry> entries) {
            return new Report.Named(
                    count,
                    indices.stream().map(index -> entries.apply(index).name()).toList());
        }
    }

    /** A report without pictures so far; {@code target} is what they are to be trained at. */
    public ReportBuilder(ImageShape target) {
        measures = new Measures(target);
        for (Suspicion suspicion : Suspicion.values()) {
            suspicions.put(suspicion, new First());
        }
    }

    /**
     * The next picture.
     *
     * @param index by which {@link #build} can get its entry again
     * @param entry not kept
     */
    public void add(int index, Entry entry, Finding finding) {
        bytes += entry.bytes();
        switch (finding) {
            case Finding.Good good -> accept(index, entry, good);
            case Finding.Bad bad -> {
                rejected++;
                rejectedBy.merge(bad.reason().code(), 1, Integer::sum);
                if (rejections.size() < REJECTIONS_SHOWN) {
                    rejections.add(
                            new Report.Rejection(entry.name(), bad.reason().code(), bad.detail()));
                }
            }
        }
    }

    /** What is no picture to train on, so many for one reason; see {@link dev.gannet.data.archive.Listing#skipped}. */
    public void skipped(String reason, int count) {
        skipped += count;
        boolean known = skippedBy.containsKey(reason) || skippedBy.size() < REASONS_COUNTED;
        skippedBy.merge(known ? reason : "other", count, Integer::sum);
    }

    private void accept(int index, Entry entry, Finding.Good good) {
        if (accepted == pixels.length) {
            int more = accepted + (accepted >> 1);
            pixels = Arrays.copyOf(pixels, more);
            looks = Arrays.copyOf(looks, more);
            indices = Arrays.copyOf(indices, more);
        }
        pixels[accepted] = good.pixels();
        looks[accepted] = good.look();
        indices[accepted] = index;
        Traits traits = good.traits();
        boolean small = Math.min(traits.width(), traits.height()) < Look.SMALLEST_ALIKE;
        apart.set(accepted, small || good.suspicions().contains(Suspicion.FLAT));
        accepted++;
        measures.add(traits.width(), traits.height());
        formats.merge(traits.format(), 1, Integer::sum);
        modes.merge(code(traits.mode()), 1, Integer::sum);
        if (traits.frames() > 1) {
            animated.add(index);
        }
        suspicions.forEach((suspicion, first) -> {
            if (good.suspicions().contains(suspicion)) {
                first.add(index);
            }
        });
        label(entry.label());
    }

    private void label(String label) {
        if (label.isEmpty()) {
            without++;
        } else if (labels.containsKey(label) || labels.size() < LABELS_COUNTED) {
            labels.merge(label, 1, Integer::sum);
        } else {
            uncounted++;
        }
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The report about all that was added; {@code entries} gives an entry by its index, for the names shown. */
    public Report build(IntFunction<Entry> entries) {
        Duplicates duplicates = Duplicates.of(pixels, looks, apart, accepted);
        SortedMap<String, Report.Named> named = new TreeMap<>();
        suspicions.forEach((suspicion, first) -> named.put(code(suspicion), first.named(entries)));
        return new Report(
                new Report.Counts(accepted, rejected, skipped, bytes, copy(rejectedBy), copy(skippedBy)),
                measures.sizes(),
                measures.shapes(),
                copy(formats),
                copy(modes),
                animated.named(entries),
                repeats(duplicates.exact(), entries),
                repeats(duplicates.near(), entries),
                Collections.unmodifiableSortedMap(named),
                labels(),
                List.copyOf(rejections));
    }

    private static SortedMap<String, Integer> copy(SortedMap<String, Integer> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    private Report.Repeats repeats(Duplicates.Groups groups, IntFunction<Entry> entries) {
        return new Report.Repeats(
                groups.groups(),
                groups.superfluous(),
                groups.largest().stream()
                        .map(group -> new Report.Group(
                                group.pictures(),
                                group.members().stream()
                                        .map(place ->
                                                entries.apply(indices[place]).name())
                                        .toList()))
                        .toList());
    }

    private Report.Labels labels() {
        List<Report.Label> all = new ArrayList<>();
        labels.forEach((name, count) -> all.add(new Report.Label(name, count)));
        all.sort(Comparator.comparingInt(Report.Label::count).reversed().thenComparing(Report.Label::name));
        Report.Label smallest = all.isEmpty() ? new Report.Label("", 0) : all.getLast();
        double balance = all.isEmpty() ? 0 : (double) all.getFirst().count() / smallest.count();
        List<Report.Label> shown = List.copyOf(all.subList(0, Math.min(LABELS_SHOWN, all.size())));
        return new Report.Labels(all.size(), without, uncounted, shown, smallest, balance);
    }
}
