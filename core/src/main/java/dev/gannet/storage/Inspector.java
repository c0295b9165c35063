package dev.gannet.storage;

import dev.gannet.config.UserException;
import dev.gannet.storage.Manifest.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a checkpoint's files with its manifest. */
final class Inspector {
    private static final int MOST_MANIFEST_BYTES = 1 << 20;

    private final Disk disk;

    Inspector(Disk disk) {
        this.disk = disk;
    }

    /** Looks at every byte of what should be the checkpoint of a step. */
    Verdict verify(Path checkpoint, long step) {
        if (!disk.exists(checkpoint.resolve(Manifest.NAME))) {
            return new Verdict.Unsealed();
        }
        try {
            String text = text(checkpoint);
            if (!Manifest.isSealed(text)) {
                return new Verdict.Damaged("MANIFEST.json: its SHA-256 does not match");
            }
            Manifest.Layout layout = Manifest.layout(text);
            if (layout.format() > Manifest.FORMAT) {
                return new Verdict.Newer(layout.format(), layout.gannet());
            }
            Manifest manifest = Manifest.parse(text);
            if (manifest.step() != step) {
                return new Verdict.Damaged(
                        "%s: is of step %d, expected %d".formatted(Manifest.NAME, manifest.step(), step));
            }
            return compare(checkpoint, manifest);
        } catch (IOException e) {
            return new Verdict.Damaged("cannot be read: " + Durable.reason(e));
        } catch (UserException e) {
            return new Verdict.Damaged(e.getMessage());
        }
    }

    private Verdict compare(Path checkpoint, Manifest manifest) throws IOException {
        for (FileEntry entry : manifest.files()) {
            Path file = checkpoint.resolve(entry.name());
            if (!disk.exists(file)) {
                return new Verdict.Damaged(entry.name() + ": is missing");
            }
            Hashed found = hash(file);
            if (found.bytes() != entry.bytes()) {
                return new Verdict.Damaged(
                        "%s: has %d bytes, expected %d".formatted(entry.name(), found.bytes(), entry.bytes()));
            }
            if (!found.sha256().equals(entry.sha256())) {
                return new Verdict.Damaged(entry.name() + ": its SHA-256 does not match");
            }
        }
        Set<String> expected = manifest.files().stream().map(FileEntry::name).collect(Collectors.toSet());
        for (Path child : disk.list(checkpoint)) {
            String name = child.getFileName().toString();
            if (!expected.contains(name) && !name.equals(Manifest.NAME)) {
                return new Verdict.Damaged(name + ": does not belong here");
            }
        }
        return new Verdict.Intact(manifest);
    }

    /** What a manifest would say of the files that are there. */
    List<FileEntry> entries(Path checkpoint) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (Path file : disk.list(checkpoint)) {
            Hashed found = hash(file);
            entries.add(new FileEntry(file.getFileName().toString(), found.bytes(), found.sha256()));
        }
        return entries;
    }

    /** The manifest alone, if it is there, unharmed, of this step, and in a layout that this version knows. */
    Optional<Manifest> manifest(Path checkpoint, long step) throws IOException {
        if (!disk.exists(checkpoint.resolve(Manifest.NAME))) {
            return Optional.empty();
        }
        try {
            String text = text(checkpoint);
            return Optional.of(text)
                    .filter(Manifest::isSealed)
                    .map(Manifest::parse)
                    .filter(manifest -> manifest.format() <= Manifest.FORMAT && manifest.step() == step);
        } catch (UserException e) {
            return Optional.empty(); // verify says why
        }
    }

    private String text(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve(Manifest.NAME);
        try (SeekableByteChannel in = disk.read(file)) {
            if (in.size() > MOST_MANIFEST_BYTES) {
                throw new IOException("%s has %d bytes, expected at most %d"
                        .formatted(Manifest.NAME, in.size(), MOST_MANIFEST_BYTES));
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) in.size());
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {}
            return new String(Arrays.copyOf(buffer.array(), buffer.position()), StandardCharsets.UTF_8);
        }
    }

    private record Hashed(long bytes, String sha256) {}

    private Hashed hash(Path file) throws IOException {
        try (SeekableByteChannel in = disk.read(file)) {
            MessageDigest digest = Durable.sha256();
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.clamp(in.size(), 1, 1 << 20));
            long bytes = 0;
            while (in.read(buffer) >= 0) {
                bytes += buffer.flip().remaining();
                digest.update(buffer);
                buffer.clear();
            }
            return new Hashed(bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }
}
