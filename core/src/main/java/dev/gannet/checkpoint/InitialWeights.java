package dev.gannet.checkpoint;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Disk;
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
    public List<String> load(Path from, SequencedMap<String, SequencedMap<String, Tensor>> networks) {
        List<String> notes = Files.isDirectory(from) ? fromFolder(from, networks) : fromFile(from, networks);
        if (notes.isEmpty()) {
            throw new UserException(
                    Kind.CHECKPOINT,
                    "%s: holds no tensor that fits this run's networks by name and shape".formatted(from));
        }
        notes.add("the optimizers begin anew");
        return notes;
    }

    private List<String> fromFolder(Path folder, SequencedMap<String, SequencedMap<String, Tensor>> networks) {
        List<String> notes = new ArrayList<>();
        networks.forEach((network, tensors) -> {
            Path file = folder.resolve(network + ".safetensors");
            if (Files.exists(file)) {
                notes.addAll(fill(file, network, read(file), tensors));
            }
        });
        return notes;
    }

    private List<String> fromFile(Path file, SequencedMap<String, SequencedMap<String, Tensor>> networks) {
        SequencedMap<String, Entry> entries = read(file);
        List<String> notes = new ArrayList<>();
        networks.forEach((network, tensors) -> {
            long here = fitting(entries, tensors);
            boolean best = networks.values().stream()
                    .filter(other -> other != tensors)
                    .allMatch(other -> fitting(entries, other) < here);
            if (best) {
                notes.addAll(fill(file, network, entries, tensors));
            }
        });
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
            throw Checkpoints.unreadable(file.toString(), e);
        }
    }

    private static long fitting(Map<String, Entry> entries, Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .filter(named -> Checkpoints.fits(entries.get(named.getKey()), named.getValue()))
                .count();
    }

    private static List<String> fill(
            Path file, String network, SequencedMap<String, Entry> entries, SequencedMap<String, Tensor> tensors) {
        List<String> left = new ArrayList<>();
        int loaded = 0;
        for (var named : tensors.entrySet()) {
            Entry entry = entries.get(named.getKey());
            if (entry != null && Checkpoints.fits(entry, named.getValue())) {
                Checkpoints.requireFinite(file.toString(), named.getKey(), entry);
                TensorBytes.copyInto(named.getValue(), entry.bytes());
                loaded++;
            } else {
                left.add("%s (%s there, %s here)"
                        .formatted(
                                named.getKey(),
                                Checkpoints.shape(entry),
                                Arrays.toString(named.getValue().shape())));
            }
        }
        entries.keySet().stream()
                .filter(name -> !tensors.containsKey(name))
                .forEach(name -> left.add("%s (only there)".formatted(name)));
        List<String> notes = new ArrayList<>();
        notes.add("%s: loaded %d of %d tensors from %s".formatted(network, loaded, tensors.size(), file));
        if (!left.isEmpty()) {
            notes.add("%s: not loaded: %s".formatted(network, Checkpoints.shortened(left, ", ")));
        }
        return notes;
    }
}
