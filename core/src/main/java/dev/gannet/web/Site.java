package dev.gannet.web;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a server shows.
 *
 * @param runs that can be looked at, by number in the list
 * @param acts that can be looked at and asked, by name
 * @param first the page to open: runs, step, lesson or plane
 * @param control whether acts may be asked for anything; without it the pages only look
 * @param parcels what can be taken along, by file name
 */
public record Site(
        List<RunDir> runs,
        SequencedMap<String, Act<?, ?>> acts,
        String first,
        boolean control,
        SequencedMap<String, Parcel> parcels) {
    /** Copies what is in it. */
    public Site {
        runs = List.copyOf(runs);
        acts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(acts));
        parcels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parcels));
    }

    /** Of which nothing can be taken along. */
    public Site(List<RunDir> runs, SequencedMap<String, Act<?, ?>> acts, String first, boolean control) {
        this(runs, acts, first, control, new LinkedHashMap<>());
    }
}
