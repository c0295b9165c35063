package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.storage.Manifest.About;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * What a seed makes of a run: several lives, in each of which checkpoints are saved, pruned, spoiled and put aside and a
 * file is replaced, until the power fails or the process is killed; also while it is recovering. Some lives have a disk on
 * which operations fail. After each life it must be found:
 *
 * <ul>
 *   <li>the newest intact checkpoint is not older than the newest one whose saving was acknowledged;
 *   <li>every checkpoint that can be seen is whole and holds what was saved for its step;
 *   <li>what was put aside stays aside;
 *   <li>the replaced file has the last acknowledged content or a later one;
 *   <li>another checkpoint can be saved.
 * </ul>
 */
final class PowerLossStory {
    private static final Path ROOT = Path.of("/");
    private static final Path RUN = ROOT.resolve("run");
    static final Path CHECKPOINTS = RUN.resolve("checkpoints");
    private static final Path REPLACED = RUN.resolve("status");
    private static final int MOST_OPERATIONS = 120; // a save takes about 25

    private final Random random;
    private final Function<FaultDisk, Disk> view;
    private final Retention retention;
    private FaultDisk disk;
    private final Map<Long, List<SequencedMap<String, List<byte[]>>>> given = new HashMap<>();
    private final Set<Long> acknowledged = new HashSet<>();
    private final Set<Long> spoiled = new HashSet<>();
    private final Set<Long> aside = new HashSet<>();
    private boolean healthyDisk = true;
    private boolean lastFailed;
    private long newest;
    private long owed;
    private int replaced;
    private int owedReplacement;

    private PowerLossStory(long seed, FaultDisk disk, Function<FaultDisk, Disk> view) throws IOException {
        this.random = new Random(seed);
        this.disk = disk;
        this.view = view;
        this.retention = new Retention(1 + random.nextInt(3));
        disk.makeFolder(RUN);
        disk.forceFolder(ROOT);
    }

    /**
     * Plays one.
     *
     * @param disk new and empty
     * @param view what the store is given in place of the disk
     * @return what went wrong, if something did
     */
    static Optional<Throwable> failure(long seed, FaultDisk disk, Function<FaultDisk, Disk> view) {
        try {
            new PowerLossStory(seed, disk, view).play();
            return Optional.empty();
        } catch (AssertionError | IOException | RuntimeException e) {
            return Optional.of(e);
        }
    }

    private CheckpointStore store() {
        return new CheckpointStore(view.apply(disk), CHECKPOINTS, retention, Duration.ZERO);
    }

    private void play() throws IOException {
        int lives = 1 + random.nextInt(4);
        for (int life = 0; life < lives; life++) {
            healthyDisk = random.nextInt(3) > 0;
            disk.failAtRandom(healthyDisk ? 0 : 0.03, random.nextLong());
            end(MOST_OPERATIONS, this::live);
            while (random.nextInt(3) == 0) {
                end(20, () -> recover(store()));
            }
            CheckpointStore store = store();
            recover(store);
            check(store);
        }
    }

    private interface Phase {
        void run() throws IOException;
    }

    /** Lets something go on until the power fails or the process is killed. */
    private void end(int mostOperations, Phase phase) throws IOException {
        disk.loseThePowerAfter(random.nextInt(mostOperations));
        try {
            phase.run();
        } catch (FaultDisk.PowerLoss e) {
            lastFailed = true;
        }
        if (random.nextInt(4) == 0) { // only killed: what was written is still there, and still not certain
            disk.keepThePower();
        } else {
            disk = disk.afterPowerLoss(random.nextLong());
        }
        disk.failAtRandom(0, 0);
    }

    private void live() throws IOException {
        CheckpointStore store = store();
        int actions = 1 + random.nextInt(8);
        try {
            Durable.probe(disk, RUN);
            recover(store);
            for (int i = 0; i < actions; i++) {
                switch (random.nextInt(10)) {
                    case 0 -> store.sweep();
                    case 1 -> spoil(store);
                    case 2, 3, 4 -> store.prune();
                    case 5 -> replace();
                    default -> save(store);
                }
            }
        } catch (IOException e) { // the process gives up
            if (healthyDisk) {
                throw new AssertionError("fails on a disk that does not", e);
            }
        }
    }

    private void save(CheckpointStore store) throws IOException {
        long step = lastFailed && random.nextBoolean() && !spoiled.contains(newest)
                ? newest
                : newest + 1 + random.nextInt(3);
        if (store.steps().contains(step)) {
            step = newest + 1;
        }
        newest = Math.max(newest, step);
        SequencedMap<String, List<byte[]>> files = Samples.files(random.nextLong());
        given.computeIfAbsent(step, _ -> new ArrayList<>()).add(files);
        Optional<Double> score = random.nextBoolean() ? Optional.of(random.nextDouble()) : Optional.empty();
        About about = new About("0.1.0-test", step, random.nextBoolean(), score, Optional.empty());
        try {
            store.save(about, files);
        } catch (IOException e) {
            if (healthyDisk) {
                throw e;
            }
            lastFailed = true;
            return; // training goes on without
        }
        lastFailed = false;
        given.put(step, List.of(files));
        acknowledged.add(step);
        owed = step;
    }

    /** Flips a bit of a checkpoint, if there is another good one, and puts it aside. */
    private void spoil(CheckpointStore store) throws IOException {
        List<Long> good = new ArrayList<>(store.steps());
        good.removeIf(step -> spoiled.contains(step) || !acknowledged.contains(step));
        if (good.size() < 2) {
            return;
        }
        long step = good.remove(random.nextInt(good.size()));
        Path file = store.at(step).resolve(random.nextBoolean() ? "state.json" : "generator.safetensors");
        byte[] content = disk.rawContent(file).clone();
        content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
        disk.setRawContent(file, content);
        spoiled.add(step);
        owed = good.getLast();
        assertThat(store.verify(step)).isInstanceOf(Verdict.Damaged.class);
        quarantine(store, step);
    }

    private void quarantine(CheckpointStore store, long step) throws IOException {
        store.quarantine(step);
        aside.add(step);
    }

    private void replace() throws IOException {
        replaced++;
        Durable.replace(disk, REPLACED, "%07d".formatted(replaced).getBytes(StandardCharsets.UTF_8));
        owedReplacement = replaced;
    }

    /** As a run that starts again does it. */
    private void recover(CheckpointStore store) throws IOException {
        store.sweep();
        for (long step : store.steps().reversed()) {
            if (store.verify(step) instanceof Verdict.Intact) {
                return;
            }
            if (spoiled.contains(step)) {
                quarantine(store, step);
            }
        }
    }

    private void checkWhole(CheckpointStore store, long step) throws IOException {
        assertThat(store.verify(step)).as("step %d", step).isInstanceOf(Verdict.Intact.class);
        boolean known = false;
        for (var files : given.getOrDefault(step, List.of())) {
            known |= Samples.holds(store, step, files);
        }
        assertThat(known).as("step %d holds what was saved", step).isTrue();
    }

    private void check(CheckpointStore store) throws IOException {
        long found = 0;
        for (long step : store.steps()) {
            assertThat(aside).as("steps put aside").doesNotContain(step);
            if (!spoiled.contains(step)) {
                checkWhole(store, step);
                found = step;
            }
        }
        assertThat(found).as("newest intact step").isGreaterThanOrEqualTo(owed);
        int content = disk.exists(REPLACED)
                ? Integer.parseInt(new String(disk.rawContent(REPLACED), StandardCharsets.UTF_8))
                : 0;
        assertThat(content).as("replaced file").isBetween(owedReplacement, replaced);
        healthyDisk = true;
        save(store);
        assertThat(Samples.holds(
                        store, newest, given.getOrDefault(newest, List.of()).getFirst()))
                .isTrue();
        assertThat(disk.list(CHECKPOINTS)).noneMatch(Durable::isTemporary);
    }
}
