package dev.gannet.storage;

import dev.gannet.storage.Manifest.About;
import dev.gannet.storage.Manifest.FileEntry;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The {@code checkpoints/} folder of a run: {@code step-00001000/} holds some files and {@code MANIFEST.json} with their
 * hashes. A checkpoint appears whole or not at all: written to a temporary folder, forced to the disk, renamed, read back.
 * There is no pointer to the newest one; the highest step is it, so nothing can point to what is not there.
 *
 * <p>One writer at a time, who holds the run's lock.
 */
public final class CheckpointStore {
    private static final String PREFIX = "step-";
    private static final int ATTEMPTS = 3;
    private static final long MEGABYTE = 1_000_000;
    private static final long RESERVE = 16 * MEGABYTE; // for pictures and events

    private final Disk disk;
    private final Path folder;
    private final Retention retention;
    private final Duration pause;
    private final Inspector inspector;
    private long made;

    /**
     * The checkpoints in a folder, which need not exist yet.
     *
     * @param pause before a failed save is tried again; four times as long before the last attempt
     */
    public CheckpointStore(Disk disk, Path folder, Retention retention, Duration pause) {
        this.disk = disk;
        this.folder = folder;
        this.retention = retention;
        this.pause = pause;
        this.inspector = new Inspector(disk);
    }

    /** Where a step's checkpoint is, or would be. */
    public Path at(long step) {
        return folder.resolve(PREFIX + String.format(Locale.ROOT, "%08d", step)); // ROOT: always the digits 0 to 9
    }

    /** Deletes what a run that died has left unfinished. */
    public void sweep() throws IOException {
        discard(disk.list(folder).stream().filter(Durable::isTemporary).toList());
    }

    /** Deletes folders that have a temporary name, once it is certain that they no longer have another one. */
    private void discard(List<Path> doomed) throws IOException {
        if (!doomed.isEmpty()) {
            disk.forceFolder(folder); // or a loss of power could bring the old name back, with half of the files
        }
        for (Path old : doomed) {
            Durable.discard(disk, old);
        }
    }

    /**
     * Saves a checkpoint. When this returns it has been read back and will survive a loss of power.
     *
     * @param files content by name
     * @throws IOException if it could not be saved after three attempts; every earlier checkpoint is untouched
     */
    public Manifest save(About about, SequencedMap<String, List<byte[]>> files) throws IOException {
        for (int attempt = 1; true; attempt++) {
            try {
                return attempt(about, files);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(pause.toNanos() * (attempt == 1 ? 1 : 4));
            }
        }
    }

    private void requireFolder() throws IOException {
        if (!disk.exists(folder)) {
            disk.makeFolder(folder);
        }
        disk.forceFolder(Durable.parent(folder)); // always: who made it may have died before its name was on the disk
    }

    private void requireSpace(SequencedMap<String, List<byte[]>> files) throws IOException {
        long needed = files.values().stream()
                .flatMap(List::stream)
                .mapToLong(part -> part.length)
                .sum();
        long usable = disk.usableBytes(folder);
        if (needed + RESERVE > usable) {
            throw new IOException("needs %d MB, %d MB free on %s"
                    .formatted((needed + RESERVE) / MEGABYTE, usable / MEGABYTE, folder.toAbsolutePath()));
        }
    }

    /** One attempt, in a temporary folder of its own: a file whose force has failed must not be used again. */
    private Manifest attempt(About about, SequencedMap<String, List<byte[]>> files) throws IOException {
        requireFolder();
        sweep();
        requireSpace(files);
        made++;
        Path target = at(about.step());
        Path temporary = Durable.temporary(folder, "%s-%d".formatted(target.getFileName(), made));
        boolean moved = false;
        try {
            disk.makeFolder(temporary);
            List<FileEntry> entries = new ArrayList<>();
            for (var file : files.entrySet()) {
                long bytes =
                        file.getValue().stream().mapToLong(part -> part.length).sum();
                entries.add(new FileEntry(file.getKey(), bytes, Durable.sha256(file.getValue())));
                Durable.write(disk, temporary.resolve(file.getKey()), file.getValue());
            }
            Manifest manifest = Manifest.of(about, entries);
            Durable.write(
                    disk,
                    temporary.resolve(Manifest.NAME),
                    List.of(manifest.text().getBytes(StandardCharsets.UTF_8)));
            disk.forceFolder(temporary);
            disk.move(temporary, target);
            moved = true;
            disk.forceFolder(folder);
            requireIntact(manifest);
            return manifest;
        } catch (IOException e) {
            takeBack(moved ? target : temporary, temporary, e);
            throw e;
        }
    }

    private void requireIntact(Manifest saved) throws IOException {
        Verdict verdict = verify(saved.step());
        if (!verdict.equals(new Verdict.Intact(saved))) {
            throw new IOException("reads back differently: "
                    + (verdict instanceof Verdict.Damaged(String reason) ? reason : Manifest.NAME));
        }
    }

    /** What could not be saved must not look as if it were. If even this fails, the next attempt or start sweeps. */
    private void takeBack(Path written, Path temporary, IOException why) {
        try {
            if (!written.equals(temporary)) {
                disk.move(written, temporary);
                disk.forceFolder(folder);
            }
            if (disk.exists(temporary)) {
                Durable.discard(disk, temporary);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Deletes what is not to be kept. Checkpoints that cannot be read are left alone. */
    public void prune() throws IOException {
        List<Manifest> known = new ArrayList<>();
        for (long step : steps()) {
            manifest(step).ifPresent(known::add);
        }
        Set<Long> kept = retention.keeps(known);
        List<Path> old = known.stream()
                .map(Manifest::step)
                .filter(step -> !kept.contains(step))
                .map(this::at)
                .toList();
        if (!old.isEmpty()) {
            disk.forceFolder(folder); // what stays may be the work of a run that died before it could do this
        }
        List<Path> doomed = new ArrayList<>();
        for (Path checkpoint : old) { // under a temporary name first: half of a checkpoint must not look like one
            doomed.add(Durable.temporary(folder, "old-" + checkpoint.getFileName()));
            disk.move(checkpoint, doomed.getLast());
        }
        discard(doomed);
    }

    /** Steps of which there is a checkpoint, in order; none of them has been looked into. */
    public List<Long> steps() throws IOException {
        return disk.list(folder).stream()
                .map(child -> child.getFileName().toString())
                .filter(name -> name.matches(PREFIX + "(\\d{8}|[1-9]\\d{8,17})"))
                .map(name -> Long.parseLong(name.substring(PREFIX.length())))
                .sorted()
                .toList();
    }

    /** Checkpoints that were put aside, by name. */
    public List<String> quarantined() throws IOException {
        return disk.list(folder).stream()
                .map(child -> child.getFileName().toString())
                .filter(name -> name.matches(PREFIX + "\\d+\\.corrupt.*"))
                .toList();
    }

    /** Reads every byte of a checkpoint and compares. */
    public Verdict verify(long step) {
        return inspector.verify(at(step), step);
    }

    /** A checkpoint's manifest, if it has one that is unharmed; its other files are not looked at. */
    public Optional<Manifest> manifest(long step) throws IOException {
        return inspector.manifest(at(step), step);
    }

    /**
     * Writes a manifest for a checkpoint that has none, over the files that are there: from now on they are taken to be what
     * was saved.
     */
    public Manifest adopt(About about) throws IOException {
        Path checkpoint = at(about.step());
        Manifest manifest = Manifest.of(about, inspector.entries(checkpoint));
        Durable.write(
                disk, checkpoint.resolve(Manifest.NAME), List.of(manifest.text().getBytes(StandardCharsets.UTF_8)));
        disk.forceFolder(checkpoint);
        requireIntact(manifest);
        return manifest;
    }

    /** Puts a damaged checkpoint aside under another name, never deleting it; returns that name. */
    public String quarantine(long step) throws IOException {
        String name = at(step).getFileName() + ".corrupt";
        Path aside = folder.resolve(name);
        List<Path> taken = disk.list(folder);
        for (int i = 2; taken.contains(aside); i++) {
            aside = folder.resolve(name + "-" + i);
        }
        disk.move(at(step), aside);
        disk.forceFolder(folder);
        return aside.getFileName().toString();
    }

    /** Opens a file of a checkpoint. */
    public SeekableByteChannel read(long step, String name) throws IOException {
        return disk.read(at(step).resolve(name));
    }
}
