package dev.gannet.checkpoint;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Durable;
import dev.gannet.storage.Safetensors;
import dev.gannet.storage.Safetensors.Entry;
import dev.gannet.tensor.TensorBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tensors and counters to the files of a checkpoint and back: one safetensors file for each group, and {@code state.json}. */
public final class Checkpoints {
    /** The groups of tensors that every checkpoint of a run has. */
    public static final List<String> GROUPS =
            List.of("generator", "discriminator", "generator-optimizer", "discriminator-optimizer");

    private static final String STATE = "state.json";
    private static final String ENDING = ".safetensors";
    private static final int SHOWN = 5;

    private final CheckpointStore store;
    private final Json json = new Json();
    private final Safetensors safetensors = new Safetensors();

    /** Reads from this store. */
    public Checkpoints(CheckpointStore store) {
        this.store = store;
    }

    /**
     * The files of a checkpoint, copied: the tensors may change as soon as this returns.
     *
     * @param groups tensors by group, such as {@code generator}; borrowed
     */
    public SequencedMap<String, List<byte[]>> snapshot(
            TrainState state, Map<String, SequencedMap<String, Tensor>> groups) {
        SequencedMap<String, List<byte[]>> files = new LinkedHashMap<>();
        Map<String, String> metadata = Map.of("format", "gannet");
        new TreeMap<>(groups)
                .forEach((group, tensors) -> files.put(group + ENDING, safetensors.encode(entries(tensors), metadata)));
        files.put(STATE, List.of((json.pretty(state) + "\n").getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static SequencedMap<String, Entry> entries(SequencedMap<String, Tensor> tensors) {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> entries.put(name, new Entry(tensor.shape(), TensorBytes.of(tensor))));
        return entries;
    }

    /**
     * The counters of a checkpoint whose hashes have been compared.
     *
     * @throws UserException (checkpoint) if they cannot be read
     */
    public TrainState state(long step) {
        try (SeekableByteChannel in = store.read(step, STATE)) {
            String text = new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
            return json.read(text, TrainState.class, where(step, STATE));
        } catch (UserException e) {
            throw new UserException(Kind.CHECKPOINT, e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(where(step, STATE), e);
        }
    }

    private String where(long step, String file) {
        return store.at(step).resolve(file).toString();
    }

    static UserException unreadable(String where, IOException e) {
        return new UserException(Kind.CHECKPOINT, "%s: cannot be read: %s".formatted(where, Durable.reason(e)), e);
    }

    /**
     * Reads all of a checkpoint as far as that is possible without its run: the counters, the tensors, their numbers.
     *
     * @param groups those that must be there
     * @throws UserException (checkpoint) if something is missing or broken
     */
    public void requireReadable(long step, List<String> groups) {
        long said = state(step).step();
        if (said != step) {
            throw new UserException(Kind.CHECKPOINT, "%s: state.json is of step %d".formatted(store.at(step), said));
        }
        for (String group : groups) {
            read(step, group).forEach((key, entry) -> requireFinite(where(step, group + ENDING), key, entry));
        }
    }

    private SequencedMap<String, Entry> read(long step, String group) {
        String where = where(step, group + ENDING);
        try (SeekableByteChannel in = store.read(step, group + ENDING)) {
            return safetensors.decode(in, where);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /**
     * Fills groups of tensors from a checkpoint whose hashes have been compared. Either all of them are overwritten or, on
     * an error, none.
     *
     * @param groups tensors by group and name
     * @throws UserException (checkpoint) if the file holds other tensors, or a number that is none
     */
    public void load(long step, Map<String, SequencedMap<String, Tensor>> groups) {
        List<Runnable> fillings = new ArrayList<>(); // all is read and checked before anything changes
        groups.forEach((group, tensors) -> {
            String where = where(step, group + ENDING);
            SequencedMap<String, Entry> entries = read(step, group);
            requireSame(where, tensors, entries);
            entries.forEach((name, entry) -> {
                requireFinite(where, name, entry);
                Tensor tensor = Objects.requireNonNull(tensors.get(name));
                fillings.add(() -> TensorBytes.copyInto(tensor, entry.bytes()));
            });
        });
        fillings.forEach(Runnable::run);
    }

    private static void requireSame(String where, Map<String, Tensor> wanted, Map<String, Entry> found) {
        List<String> differences = new ArrayList<>();
        wanted.forEach((name, tensor) -> {
            Entry entry = found.get(name);
            if (!fits(entry, tensor)) {
                differences.add(
                        "%s: got %s, expected %s".formatted(name, shape(entry), Arrays.toString(tensor.shape())));
            }
        });
        found.forEach((name, entry) -> {
            if (!wanted.containsKey(name)) {
                differences.add("%s: got %s, expected nothing".formatted(name, shape(entry)));
            }
        });
        if (!differences.isEmpty()) {
            throw new UserException(
                    Kind.CHECKPOINT,
                    "%s: is of another network; nothing was loaded; %s".formatted(where, shortened(differences, "; ")));
        }
    }

    /** Whether a file's tensor can be put into a network's. */
    static boolean fits(@Nullable Entry entry, Tensor tensor) {
        return entry != null && Arrays.equals(entry.shape(), tensor.shape());
    }

    static String shape(@Nullable Entry entry) {
        return entry == null ? "nothing" : Arrays.toString(entry.shape());
    }

    /** The first few of a list, and how many more there are. */
    static String shortened(List<String> all, String separator) {
        String first = String.join(separator, all.stream().limit(SHOWN).toList());
        return all.size() <= SHOWN ? first : "%s%sand %d more".formatted(first, separator, all.size() - SHOWN);
    }

    static void requireFinite(String where, String name, Entry entry) {
        FloatBuffer numbers =
                ByteBuffer.wrap(entry.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (numbers.hasRemaining()) {
            float number = numbers.get();
            if (!Float.isFinite(number)) {
                throw new UserException(
                        Kind.CHECKPOINT,
                        "%s: tensor '%s' holds %s; nothing was loaded; use an earlier checkpoint"
                                .formatted(where, name, number));
            }
        }
    }
}
