package dev.gannet.checkpoint;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Disk;
import dev.gannet.storage.Durable;
import dev.gannet.storage.RealDisk;
import dev.gannet.storage.Safetensors;
import dev.gannet.storage.Safetensors.Entry;
import dev.gannet.tensor.TensorBytes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** Weights of another run, or of another program, as the beginning of a new run. */
public final class InitialWeights {
    private static final int SHOWN = 5;

    private final Disk disk = new RealDisk();
    private final Safetensors format = new Safetensors();

    /**
     * Fills the tensors whose names and shapes fit.
     *
     * @param from a checkpoint's folder, or one safetensors file, whose network is the one that more of it fits
     * @param networks {@code generator} and {@code discriminator}: tensors by name; overwritten where something fits
     * @return what was loaded and, by name, what was not
     * @throws UserException (checkpoint) if the file is broken or nothing fits
     */
    public List<String> load(Path from, Map<String, SequencedMap<String, Tensor>> networks) {
        List<String> notes = new ArrayList<>();
        for (String network : List.of("generator", "discriminator")) {
            SequencedMap<String, Tensor> tensors = networks.get(network);
            Path file = Files.isDirectory(from) ? from.resolve(network + ".safetensors") : from;
            if (tensors == null || (Files.isDirectory(from) && !Files.exists(file))) {
                continue;
            }
            SequencedMap<String, Entry> entries = read(file);
            if (Files.isDirectory(from) || fitsBest(entries, network, networks)) {
                notes.addAll(fill(file, network, entries, tensors));
            }
        }
        if (notes.isEmpty()) {
            throw new UserException(
                    Kind.CHECKPOINT,
                    "%s: holds no tensor that fits this run's networks by name and shape".formatted(from));
        }
        notes.add("the optimizers begin anew");
        return notes;
    }

    private SequencedMap<String, Entry> read(Path file) {
        if (file.toString().matches(".*\\.(pt|pth|pkl|pickle|ckpt|bin)")) {
            throw new UserException(
                    Kind.CHECKPOINT,
                    "%s: pickle and TorchScript files can run code and are never loaded; save the weights with Python's safetensors.torch.save_file"
                            .formatted(file));
        }
        try (SeekableByteChannel in = disk.read(file)) {
            return format.decode(in, file.toString());
        } catch (IOException e) {
            throw new UserException(Kind.CHECKPOINT, "%s: cannot be read: %s".formatted(file, Durable.reason(e)), e);
        }
    }

    private static boolean fitsBest(
            Map<String, Entry> entries, String network, Map<String, SequencedMap<String, Tensor>> networks) {
        SequencedMap<String, Tensor> tensors = networks.get(network);
        long here = tensors == null ? 0 : fitting(entries, tensors);
        return here > 0
                && networks.entrySet().stream()
                        .filter(other -> !other.getKey().equals(network))
                        .allMatch(other -> fitting(entries, other.getValue()) < here);
    }

    private static long fitting(Map<String, Entry> entries, Map<String, Tensor> tensors) {
        return entries.entrySet().stream()
                .filter(named -> fits(named.getValue(), tensors, named.getKey()))
                .count();
    }

    private static boolean fits(Entry entry, Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        return tensor != null && Arrays.equals(tensor.shape(), entry.shape());
    }

    private static List<String> fill(
            Path file, String network, SequencedMap<String, Entry> entries, SequencedMap<String, Tensor> tensors) {
        List<String> left = new ArrayList<>();
        int loaded = 0;
        for (var named : tensors.entrySet()) {
            Entry entry = entries.get(named.getKey());
            if (entry != null && Arrays.equals(entry.shape(), named.getValue().shape())) {
                Checkpoints.requireFinite(file.toString(), named.getKey(), entry);
                TensorBytes.copyInto(named.getValue(), entry.bytes());
                loaded++;
            } else {
                left.add("%s (%s there, %s here)"
                        .formatted(
                                named.getKey(),
                                entry == null ? "nothing" : Arrays.toString(entry.shape()),
                                Arrays.toString(named.getValue().shape())));
            }
        }
        entries.keySet().stream()
                .filter(name -> !tensors.containsKey(name))
                .forEach(name -> left.add("%s (only there)".formatted(name)));
        List<String> notes = new ArrayList<>();
        notes.add("%s: loaded %d of %d tensors from %s".formatted(network, loaded, tensors.size(), file));
        if (!left.isEmpty()) {
            String more = left.size() > SHOWN ? ", and %d more".formatted(left.size() - SHOWN) : "";
            notes.add("%s: not loaded: %s%s"
                    .formatted(
                            network,
                            String.join(", ", left.stream().limit(SHOWN).toList()),
                            more));
        }
        return notes;
    }
}
