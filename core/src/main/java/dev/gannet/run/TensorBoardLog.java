package dev.gannet.run;

import dev.gannet.storage.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A run's numbers and grids in {@code tensorboard/}, in the files that TensorBoard reads: one for every start. A file is
 * records of length, its check sum, an {@code Event} in protobuf, its check sum; the numbers of the fields are those of
 * TensorFlow's {@code event.proto} and {@code summary.proto}.
 *
 * <p>What cannot be written never stops a training: it is told once, and the file ends there.
 */
public final class TensorBoardLog implements Consumer<RunEvent>, AutoCloseable {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int STATUS = 1;
    private static final long START = 1;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int IMAGE = 4;
    private static final int RGB = 3;
    private static final int MASK = 0xa282ead8;

    private final RunDir run;
    private final InstantSource clock;
    private final Consumer<String> problems;
    private Optional<FileChannel> file = Optional.empty();
    private boolean begun;

    /**
     * A log that begins with the first event that has a step.
     *
     * @param run whose folder it is in
     * @param clock what time it is at an event
     * @param problems told once, in one line, if it cannot be written
     */
    public TensorBoardLog(RunDir run, InstantSource clock, Consumer<String> problems) {
        this.run = run;
        this.clock = clock;
        this.problems = problems;
    }

    /**
     * Writes all that a run's own log says into one file, in place of those that are there. Pictures that are gone are left out.
     *
     * @return the folder
     * @throws dev.gannet.config.UserException (locked) while a process trains the run, (resources) if it cannot be written
     */
    public static Path convert(RunDir run) {
        Path folder = run.tensorboard();
        try (RunLock lock = RunLock.take(run)) {
            if (Files.isDirectory(folder)) {
                for (Path old : files(folder)) {
                    Files.delete(old);
                }
            }
            Retold time = new Retold();
            try (TensorBoardLog log = new TensorBoardLog(run, time, problem -> {})) {
                for (RunEvent event : run.events().read()) {
                    time.accept(event);
                    log.write(event);
                }
            }
            return folder;
        } catch (IOException e) {
            throw RunDir.unwritable(folder, e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> child.getFileName().toString().startsWith("events.out.tfevents."))
                    .toList();
        }
    }

    /** The time of an event, by the start and the seconds of training since. */
    private static final class Retold implements InstantSource {
        private Instant start = Instant.EPOCH;
        private Instant now = start;

        void accept(RunEvent event) {
            if (event instanceof RunEvent.Started started) {
                start = Instant.parse(started.time());
                now = start;
            } else if (event instanceof RunEvent.Tick tick) {
                now = start.plusMillis(Math.round(tick.seconds() * 1000));
            }
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Writes an event down, if it has something that TensorBoard can show. */
    @Override
    public void accept(RunEvent event) {
        try {
            write(event);
        } catch (IOException e) {
            close();
            problems.accept("%s: cannot be written: %s; 'gannet tensorboard %s' writes all of it once the run is over"
                    .formatted(run.tensorboard(), Durable.reason(e), run.path()));
        }
    }

    private void write(RunEvent event) throws IOException {
        switch (event) {
            case RunEvent.Tick tick -> numbers(tick.step(), numbers(tick));
            case RunEvent.Scores scores -> numbers(scores.step(), numbers(scores));
            case RunEvent.Sample(long step, String picture) -> picture(step, "samples", picture);
            case RunEvent.Notice notice -> begin(notice.step());
            case RunEvent.Saved saved -> begin(saved.step());
            case RunEvent.Started _,
                    RunEvent.Vitals _,
                    RunEvent.Found _,
                    RunEvent.Cleared _,
                    RunEvent.NotSaved _,
                    RunEvent.Skipped _,
                    RunEvent.WentBack _,
                    RunEvent.Edited _,
                    RunEvent.Lost _,
                    RunEvent.Stopped _,
                    RunEvent.Failed _ -> {}
        }
    }

    private static Map<String, Double> numbers(RunEvent.Tick tick) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("loss/D", tick.lossD());
        numbers.put("loss/G", tick.lossG());
        numbers.put("D_real/before", tick.realBefore());
        numbers.put("D_real/after", tick.realAfter());
        numbers.put("D_fake/before", tick.fakeBefore());
        numbers.put("D_fake/after_D", tick.fakeAfterD());
        numbers.put("D_fake/after_G", tick.fakeAfterG());
        numbers.put("speed/images_per_second", tick.imagesPerSecond());
        numbers.put("speed/waiting", tick.waiting());
        numbers.put("progress/epoch", tick.epoch());
        return numbers;
    }

    private static Map<String, Double> numbers(RunEvent.Scores scores) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("scores/FD_" + scores.features(), scores.frechet());
        numbers.put("scores/FD_%s_floor".formatted(scores.features()), scores.frechetFloor());
        numbers.put("scores/density", scores.density());
        numbers.put("scores/recall", scores.recall());
        numbers.put("scores/recall_floor", scores.recallFloor());
        numbers.put("scores/coverage", scores.coverage());
        numbers.put("scores/coverage_floor", scores.coverageFloor());
        numbers.put("scores/lookalikes", (double) scores.alike().made());
        numbers.put("scores/lookalikes_floor", (double) scores.alike().real());
        scores.modes().ifPresent(modes -> {
            numbers.put("scores/classes_off", modes.divergence());
            numbers.put("scores/classes_missing", (double) modes.missing().size());
        });
        scores.copied().ifPresent(copied -> {
            numbers.put("scores/copies", copied.share());
            numbers.put("scores/copies_floor", copied.expected());
            numbers.put("scores/copies_chance", copied.chance());
        });
        numbers.put("scores/seconds", scores.seconds());
        return numbers;
    }

    private void numbers(long step, Map<String, Double> numbers) throws IOException {
        begin(step);
        Protobuf summary = new Protobuf();
        numbers.forEach((tag, value) ->
                summary.message(VALUE, new Protobuf().text(TAG, tag).real(SIMPLE_VALUE, value.floatValue())));
        record(event(step).message(SUMMARY, summary));
    }

    private void picture(long step, String tag, String name) throws IOException {
        begin(step);
        Path picture = run.path().resolve(name);
        if (file.isEmpty() || !Files.exists(picture)) {
            return;
        }
        byte[] png = Files.readAllBytes(picture);
        ByteBuffer header = ByteBuffer.wrap(png); // signature, length and name of the first chunk, width, height
        Protobuf image = new Protobuf()
                .integer(1, header.getInt(20))
                .integer(2, header.getInt(16))
                .integer(3, RGB)
                .bytes(4, png);
        Protobuf value = new Protobuf().text(TAG, tag).message(IMAGE, image);
        record(event(step).message(SUMMARY, new Protobuf().message(VALUE, value)));
    }

    /**
     * Opens the file, at the first event that has a step. Where a run goes on, TensorBoard is told to forget what was done after
     * the checkpoint and will be done again.
     */
    private void begin(long step) throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        Files.createDirectories(run.tensorboard());
        file = Optional.of(create(clock.instant().getEpochSecond()));
        record(event(0).text(FILE_VERSION, "brain.Event:2"));
        long next = step == 0 ? 0 : step + 1;
        record(event(next).message(SESSION_LOG, new Protobuf().integer(STATUS, START)));
        if (step == 0) {
            picture(0, "reals", "reals.png");
        }
    }

    /** TensorBoard reads files in the order of their names: the time of the start, or the next free second. */
    private FileChannel create(long seconds) throws IOException {
        for (long second = seconds; true; second++) {
            String name = String.format(Locale.ROOT, "events.out.tfevents.%010d.gannet", second);
            try {
                return FileChannel.open(
                        run.tensorboard().resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }

    private Protobuf event(long step) {
        return new Protobuf()
                .real(WALL_TIME, clock.instant().toEpochMilli() / 1000.0)
                .integer(STEP, step);
    }

    private void record(Protobuf event) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        byte[] payload = event.toBytes();
        byte[] length = Protobuf.little(8).putLong(payload.length).array();
        ByteBuffer record = Protobuf.little(payload.length + 16)
                .put(length)
                .putInt(sum(length))
                .put(payload)
                .putInt(sum(payload))
                .flip();
        while (record.hasRemaining()) {
            file.get().write(record);
        }
    }

    /** CRC-32C, turned and shifted: a check sum of data that holds check sums would be weak. */
    private static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /** Ends the file; what is in it is on its way to the disk. */
    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            problems.accept(RunDir.unwritable(run.tensorboard(), e).getMessage());
        }
        file = Optional.empty();
    }
}
