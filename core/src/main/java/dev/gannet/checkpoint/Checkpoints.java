package dev.gannet.checkpoint;

import dev.gannet.checkpoint.Safetensors.Entry;
import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.tensor.TensorBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The {@code checkpoints/} folder of a run: {@code step-00001000/} holds one safetensors file for each group of tensors and
 * {@code state.json} with their hashes. A checkpoint appears whole or not at all: written to a temporary folder, forced to
 * the disk, renamed. The newest two are kept.
 */
public final class Checkpoints {
    private static final int KEEP = 2;
    private static final String PREFIX = "step-";
    private static final String TEMPORARY = ".tmp-";
    private static final String STATE = "state.json";

    private final Path folder;
    private final Json json = new Json();
    private final Safetensors safetensors = new Safetensors();

    /** The folder, which need not exist yet. */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /**
     * Saves tensors.
     *
     * @param groups by file name without ending, such as {@code generator}; borrowed
     * @return the checkpoint's folder
     * @throws IOException if it could not be written; what was saved before is untouched
     */
    public Path save(long step, double seconds, Map<String, SequencedMap<String, Tensor>> groups) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve("%s%08d".formatted(PREFIX, step));
        Path temporary = folder.resolve(TEMPORARY + target.getFileName());
        delete(temporary);
        Files.createDirectory(temporary);
        Map<String, String> hashes = new TreeMap<>();
        for (var group : new TreeMap<>(groups).entrySet()) {
            String name = group.getKey() + ".safetensors";
            Path file = temporary.resolve(name);
            safetensors.write(file, entries(group.getValue()), Map.of("format", "gannet", "step", Long.toString(step)));
            hashes.put(name, sha256(file));
        }
        Checkpoint state = new Checkpoint(Checkpoint.FORMAT, step, seconds, hashes);
        Durable.write(temporary.resolve(STATE), List.of(json.pretty(state).getBytes(StandardCharsets.UTF_8)));
        Durable.forceFolder(temporary);
        delete(target); // only there when a step is saved twice, with the same content
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.forceFolder(folder);
        prune();
        return target;
    }

    private static SequencedMap<String, Entry> entries(SequencedMap<String, Tensor> tensors) {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> entries.put(name, new Entry(tensor.shape(), TensorBytes.of(tensor))));
        return entries;
    }

    /** The newest checkpoint's folder, if there is one. */
    public Optional<Path> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException(Kind.CHECKPOINT, "%s: cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /**
     * Fills tensors from a checkpoint, after its hash has been compared.
     *
     * @param checkpoint a folder that {@link #save} made
     * @param group such as {@code generator}
     * @param into tensors by name; all of them are overwritten
     * @throws UserException (checkpoint) if the file is damaged, or holds other tensors than {@code into}
     */
    public void load(Path checkpoint, String group, SequencedMap<String, Tensor> into) {
        Checkpoint state = state(checkpoint);
        String name = group + ".safetensors";
        Path file = checkpoint.resolve(name);
        verify(file, state.sha256().getOrDefault(name, "nothing"));
        SequencedMap<String, Entry> entries = safetensors.read(file);
        into.forEach((key, tensor) -> fitting(file, key, tensor, entries)); // all of them, before any is overwritten
        into.forEach((key, tensor) -> TensorBytes.copyInto(tensor, fitting(file, key, tensor, entries)));
    }

    private static byte[] fitting(Path file, String key, Tensor tensor, Map<String, Entry> entries) {
        Entry entry = entries.get(key);
        if (entry != null && Arrays.equals(entry.shape(), tensor.shape())) {
            return entry.bytes();
        }
        throw new UserException(
                Kind.CHECKPOINT,
                "%s: tensor '%s': got %s, expected %s; the run's config.json describes another network"
                        .formatted(
                                file,
                                key,
                                entry == null ? "nothing" : Arrays.toString(entry.shape()),
                                Arrays.toString(tensor.shape())));
    }

    /** What a checkpoint says of itself. */
    public Checkpoint state(Path checkpoint) {
        Path file = checkpoint.resolve(STATE);
        try {
            return json.read(Files.readString(file), Checkpoint.class, file.toString());
        } catch (IOException | UserException e) {
            throw new UserException(Kind.CHECKPOINT, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void verify(Path file, String expected) {
        try {
            if (!sha256(file).equals(expected)) {
                throw new UserException(
                        Kind.CHECKPOINT, "%s: is damaged: its SHA-256 is not the one in state.json".formatted(file));
            }
        } catch (IOException e) {
            throw new UserException(Kind.CHECKPOINT, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            while (in.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void prune() throws IOException {
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - KEEP))) {
            delete(old);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
