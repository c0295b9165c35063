package dev.gannet.feature;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import dev.gannet.storage.RealDisk;
import dev.gannet.storage.Safetensors;
import dev.gannet.storage.Safetensors.Entry;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A network's weights by name, to a file and back.
 *
 * @param tensors borrowed
 */
record Weights(SequencedMap<String, Tensor> tensors) {
    private static final int HASH_DIGITS = 12;

    /** The first digits of the SHA-256 of names and numbers. */
    String hash() {
        MessageDigest digest = sha256();
        tensors.forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(TensorBytes.of(tensor));
        });
        return digits(digest);
    }

    /** Fills a tensor with one number. */
    static void set(Tensor tensor, double value) {
        try (StepScope scope = StepScope.open()) {
            tensor.fill_(new Scalar(value));
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String digits(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    }

    /**
     * Writes a safetensors file: after a crash there is the old one or the new.
     *
     * @throws UserException (resources) if it cannot be written
     */
    void save(Path file, Map<String, String> notes) {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> entries.put(name, new Entry(tensor.shape(), TensorBytes.of(tensor))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Safetensors().encode(entries, notes).forEach(bytes::writeBytes);
        try {
            Durable.replace(new RealDisk(), file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES,
                    "%s: cannot be written: %s; --no-cache does without".formatted(file, Durable.reason(e)),
                    e);
        }
    }

    /** Fills the tensors from a file; false, and some of them may be changed, if it is not there, broken, or does not fit. */
    boolean load(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (SeekableByteChannel in = new RealDisk().read(file)) {
            SequencedMap<String, Entry> entries = new Safetensors().decode(in, file.toString());
            if (!entries.keySet().equals(tensors.keySet())) {
                return false;
            }
            for (var named : tensors.entrySet()) {
                Entry entry = entries.get(named.getKey());
                if (entry == null
                        || !Arrays.equals(entry.shape(), named.getValue().shape())) {
                    return false;
                }
                TensorBytes.copyInto(named.getValue(), entry.bytes());
            }
            return true;
        } catch (UserException | IOException e) {
            return false; // it is a cache: what cannot be read is made anew
        }
    }
}
