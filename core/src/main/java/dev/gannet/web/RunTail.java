package dev.gannet.web;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is appended to a run's events, whoever writes them. A run that goes back, or is resumed, makes its file shorter
 * and writes it anew: then everything is read anew. A line that this version cannot read is left out.
 */
final class RunTail {
    private static final int MOST_TICKS = 2_000;
    private static final int MOST_VITALS = 200;
    private static final int MARK_BYTES = 512;
    private static final int MOST_BYTES_AT_ONCE = 4 * 1024 * 1024;

    /** An event and its place among all. */
    private record Placed(long place, RunEvent event) {}

    /**
     * What has come.
     *
     * @param anew whether what was read before does not hold any more
     * @param at place of the first new one
     * @param events the new ones
     */
    record News(boolean anew, long at, List<RunEvent> events) {
        static final News NONE = new News(false, 0, List.of());
    }

    /**
     * What is kept.
     *
     * @param next place of the event to come; every event has one, and they only grow
     * @param events at most 2,000 ticks and 200 vitals, evenly spread, and everything else, in order
     */
    record Kept(long next, List<RunEvent> events) {}

    private final Path file;
    private final Json json = new Json();
    private long position;
    private byte[] mark = new byte[0]; // what stands right before the position
    private long version;
    private long places;
    private Thinned<Placed> ticks = new Thinned<>(MOST_TICKS);
    private Thinned<Placed> vitals = new Thinned<>(MOST_VITALS);
    private List<Placed> others = new ArrayList<>();
    private Set<Long> samples = new HashSet<>();
    private Optional<RunEvent> last = Optional.empty();

    RunTail(RunDir run) {
        file = run.path().resolve("events.jsonl");
    }

    /** Reads on; a bounded piece at a time. */
    synchronized News poll() throws IOException {
        if (!Files.isRegularFile(file)) {
            return position == 0 ? News.NONE : forget();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() < position || !Arrays.equals(mark, bytes(in, position - mark.length, mark.length))) {
                return forget();
            }
            int length = (int) Math.min(in.length() - position, MOST_BYTES_AT_ONCE);
            byte[] piece = bytes(in, position, length);
            int end = piece.length;
            while (end > 0 && piece[end - 1] != '\n') {
                end--;
            }
            if (end == 0 && piece.length == MOST_BYTES_AT_ONCE) {
                end = piece.length; // no event has such a line
            }
            if (end == 0) {
                return News.NONE;
            }
            position += end;
            mark = bytes(in, Math.max(0, position - MARK_BYTES), (int) Math.min(position, MARK_BYTES));
            return new News(false, places, take(new String(piece, 0, end, StandardCharsets.UTF_8)));
        }
    }

    private static byte[] bytes(RandomAccessFile in, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(from);
        int read = 0;
        while (read < length) {
            int more = in.read(bytes, read, length - read);
            if (more < 0) {
                break; // it has become shorter meanwhile
            }
            read += more;
        }
        return read == length ? bytes : Arrays.copyOf(bytes, read);
    }

    private News forget() {
        position = 0;
        mark = new byte[0];
        ticks = new Thinned<>(MOST_TICKS);
        vitals = new Thinned<>(MOST_VITALS);
        others = new ArrayList<>();
        samples = new HashSet<>();
        last = Optional.empty();
        version++;
        return new News(true, places, List.of());
    }

    private List<RunEvent> take(String text) {
        List<RunEvent> events = new ArrayList<>();
        for (String line : text.lines().toList()) {
            parsed(line).ifPresent(event -> {
                events.add(event);
                keep(event);
            });
        }
        version++;
        return events;
    }

    private Optional<RunEvent> parsed(String line) {
        try {
            return Optional.of(json.readSome(line, RunEvent.class, "event"));
        } catch (UserException e) {
            return Optional.empty(); // of a newer version
        }
    }

    private void keep(RunEvent event) {
        Placed placed = new Placed(places++, event);
        last = Optional.of(event);
        switch (event) {
            case RunEvent.Tick _ -> ticks.add(placed);
            case RunEvent.Vitals _ -> vitals.add(placed);
            case RunEvent.Sample sample -> {
                samples.add(sample.step());
                others.add(placed);
            }
            case RunEvent.Started _,
                    RunEvent.Scores _,
                    RunEvent.Found _,
                    RunEvent.Cleared _,
                    RunEvent.Saved _,
                    RunEvent.NotSaved _,
                    RunEvent.Skipped _,
                    RunEvent.WentBack _,
                    RunEvent.Edited _,
                    RunEvent.Lost _,
                    RunEvent.Notice _,
                    RunEvent.Stopped _,
                    RunEvent.Failed _ -> others.add(placed);
        }
    }

    /** Grows whenever {@link #kept} has changed. */
    synchronized long version() {
        return version;
    }

    /** As it is now. */
    synchronized Kept kept() {
        List<Placed> all = new ArrayList<>(others);
        all.addAll(ticks.all());
        all.addAll(vitals.all());
        all.sort(Comparator.comparingLong(Placed::place));
        return new Kept(places, all.stream().map(Placed::event).toList());
    }

    /** The newest event. */
    synchronized Optional<RunEvent> last() {
        return last;
    }

    /** Whether a grid was drawn at this step. */
    synchronized boolean hasSample(long step) {
        return samples.contains(step);
    }
}
