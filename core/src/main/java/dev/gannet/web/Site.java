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
 */
public record Site(List<RunDir> runs, SequencedMap<String, Act<?, ?>> acts, String first, boolean control) {
    /** Copies what is in it. */
    public Site {
        runs = List.copyOf(runs);
        acts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(acts));
    }
}
