package dev.gannet.data.archive;

import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an archive has listed. */
final class Listed implements Listing {
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();

    static Listed of(Archive archive) throws IOException {
        Listed listed = new Listed();
        archive.list(listed);
        return listed;
    }

    @Override
    public void picture(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void skipped(String name, String reason) {
        skips.add(name + ": " + reason);
    }

    List<Entry> entries() {
        return entries;
    }

    List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    List<String> skips() {
        return skips;
    }

    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        entries.forEach(e -> labels.put(e.name(), e.label()));
        return labels;
    }

    Entry entry(String name) {
        return entries.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }

    /** The bytes of an image file. */
    static byte[] bytes(Archive archive, Entry entry) throws Rejected {
        return switch (archive.read(entry)) {
            case Stored.File file -> file.bytes();
            case Stored.Raster raster -> throw new AssertionError("bare pixels: " + raster.height());
        };
    }
}
