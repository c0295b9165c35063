package dev.gannet.web;

import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.run.Chapter;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunStatus;
import dev.gannet.web.RunTail.News;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a site, by number: their tails, what is known about each as JSON, and their pictures. */
final class Runs {
    /** More new events at once than a page wants one by one. */
    private static final int MANY = 200;

    private static final long STATE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_PICTURE_BYTES = 32 * 1024 * 1024;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** What {@code /api/runs/0} shows. */
    private record View(
            String name,
            RunStatus.State state,
            RunConfig config,
            long next,
            List<RunEvent> events,
            List<Chapter> history) {}

    /** A view as JSON, and what it was made of. */
    @SuppressWarnings("ArrayRecordComponent") // kept to be sent again, never compared
    private record Made(long version, RunStatus.State state, byte[] json) {}

    /** One run. */
    private static final class Entry {
        private final RunDir run;
        private final RunTail tail;
        private Optional<RunStatus.State> state = Optional.empty();
        private long asked;
        private Optional<Made> made = Optional.empty();

        private Entry(RunDir run) {
            this.run = run;
            this.tail = new RunTail(run);
        }

        /** What has come since the last look, and whether the run has changed its state. */
        private synchronized News look() throws IOException {
            News news = tail.poll();
            if (news.events().size() > MANY) { // the beginning, or somebody has copied a file
                while (!news.events().isEmpty()) {
                    news = tail.poll();
                }
                news = new News(true, news.at(), List.of());
            }
            boolean same = !isDue(news) || !stateHasChanged();
            return same ? news : new News(true, news.at(), List.of());
        }

        /** A process that is killed says nothing; one that goes on does. */
        private boolean isDue(News news) {
            return state.isEmpty()
                    || news.anew()
                    || !news.events().isEmpty()
                    || System.nanoTime() - asked > STATE_NANOS;
        }

        private boolean stateHasChanged() {
            Optional<RunStatus.State> before = state;
            state = Optional.of(RunStatus.stateOf(run, tail.last()));
            asked = System.nanoTime();
            return !state.equals(before);
        }

        private synchronized byte[] json(Json json) throws IOException {
            if (state.isEmpty()) {
                look();
            }
            RunStatus.State now = state.orElseThrow();
            long version = tail.version();
            if (made.isEmpty() || made.get().version() != version || made.get().state() != now) {
                RunTail.Kept kept = tail.kept();
                View view = new View(
                        name(run),
                        now,
                        run.config(),
                        kept.next(),
                        kept.events(),
                        run.history().read());
                made = Optional.of(new Made(version, now, json.line(view).getBytes(StandardCharsets.UTF_8)));
            }
            return made.get().json();
        }
    }

    private final List<Entry> entries;
    private final Json json = new Json();
    private final Logger log = LoggerFactory.getLogger(Runs.class);

    Runs(List<RunDir> runs) {
        entries = runs.stream().map(Entry::new).toList();
    }

    /** How many there are. */
    int count() {
        return entries.size();
    }

    /** Reads what has been appended and tells about it; a run that cannot be read holds up no other. */
    void poll(Stream stream) {
        for (int i = 0; i < entries.size(); i++) {
            try {
                tell(stream, i, entries.get(i).look());
            } catch (IOException | RuntimeException e) {
                log.warn("{} cannot be read", entries.get(i).run.path(), e);
            }
        }
    }

    private void tell(Stream stream, int run, News news) {
        if (news.anew()) {
            stream.anew(run);
            return;
        }
        for (int i = 0; i < news.events().size(); i++) {
            stream.run(run, news.at() + i, json.line(news.events().get(i)));
        }
    }

    /** A run's numbers. */
    Answer view(int index) throws IOException {
        if (index >= entries.size()) {
            return none();
        }
        return Answer.json(entries.get(index).json(json));
    }

    /** What a run is called. */
    static String name(RunDir run) {
        return run.path().toAbsolutePath().normalize().getFileName().toString();
    }

    /** A run's real images. */
    Answer reals(int index) throws IOException {
        return index >= entries.size()
                ? none()
                : picture(entries.get(index).run.path().resolve("reals.png"));
    }

    /** A grid that the run's events tell of; no other step has a file name. */
    Answer sample(int index, long step) throws IOException {
        if (index >= entries.size() || !entries.get(index).tail.hasSample(step)) {
            return none();
        }
        return picture(entries.get(index).run.samples().resolve("step-%08d.png".formatted(step)));
    }

    private static Answer picture(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_PICTURE_BYTES) {
            return none();
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_PICTURE_BYTES);
            return bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)
                    ? Answer.png(bytes)
                    : none();
        }
    }

    private static Answer none() {
        return Answer.error(404, "there is nothing here");
    }
}
