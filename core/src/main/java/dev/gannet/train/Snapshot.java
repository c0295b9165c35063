package dev.gannet.train;

import dev.gannet.checkpoint.TrainState.Meter;
import dev.gannet.checkpoint.TrainState.Strength;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** All that a trainer's next steps depend on, in memory; to go back to. */
final class Snapshot implements AutoCloseable {
    private final long step;
    private final long position;
    private final Meter lossD;
    private final Meter lossG;
    private final Strength strength;
    private final double lrScale;
    private final Map<String, SequencedMap<String, Tensor>> tensors = new TreeMap<>();
    private final Map<String, String> hashes;

    private Snapshot(
            long step,
            long position,
            Ledger ledger,
            Disguise disguise,
            Map<String, SequencedMap<String, Tensor>> originals) {
        this.step = step;
        this.position = position;
        this.lossD = ledger.lossD().state();
        this.lossG = ledger.lossG().state();
        this.strength = disguise.state();
        this.lrScale = ledger.guard().lrScale();
        this.hashes = hashes(originals);
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            originals.forEach((group, named) -> {
                SequencedMap<String, Tensor> copies = new LinkedHashMap<>();
                named.forEach((name, tensor) -> copies.put(name, scope.keep(tensor.clone())));
                tensors.put(group, copies);
            });
        }
    }

    /** Copies a trainer's state between two steps. */
    static Snapshot of(Trainer trainer) {
        return new Snapshot(
                trainer.step(), trainer.tape().position(), trainer.ledger(), trainer.disguise(), trainer.tensors());
    }

    /**
     * What the next step has come to elsewhere. What does not learn there is as it is here.
     *
     * @param batches that the step takes
     * @param made the game there, after the step
     * @param others its tensors; borrowed
     */
    Snapshot then(int batches, TrainStep made, Map<String, SequencedMap<String, Tensor>> others) {
        Map<String, SequencedMap<String, Tensor>> all = new TreeMap<>();
        tensors.forEach((group, named) -> {
            SequencedMap<String, Tensor> newest = new LinkedHashMap<>(named);
            newest.putAll(others.getOrDefault(group, new LinkedHashMap<>()));
            all.put(group, newest);
        });
        return new Snapshot(step + 1, position + batches, made.ledger, made.disguise, all);
    }

    /** Steps done then. */
    long step() {
        return step;
    }

    /** Batches taken by then. */
    long position() {
        return position;
    }

    /** How strongly images were augmented. */
    Strength strength() {
        return strength;
    }

    /** What the configured learning rate was multiplied by. */
    double lrScale() {
        return lrScale;
    }

    /** SHA-256 of each group of tensors, in hex. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Makes the trainer what it was then; a step that has begun since is forgotten. */
    void restore(Trainer trainer) {
        copyInto(trainer.tensors());
        trainer.goTo(step, position);
        restoreLosses(trainer.ledger());
        trainer.disguise().restore(strength);
        trainer.ledger().guard().lrScale(lrScale);
    }

    /** The losses since somebody looked. */
    void restoreLosses(Ledger ledger) {
        ledger.lossD().restore(lossD);
        ledger.lossG().restore(lossG);
    }

    /** Fills tensors of the same names and shapes. */
    void copyInto(Map<String, SequencedMap<String, Tensor>> others) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            others.forEach((group, named) -> named.forEach((name, tensor) -> tensor.copy_(
                    tensors.getOrDefault(group, new LinkedHashMap<>()).get(name))));
        }
    }

    /** SHA-256 of each group, in hex: every number of every tensor, in order. */
    static Map<String, String> hashes(Map<String, SequencedMap<String, Tensor>> groups) {
        Map<String, String> all = new TreeMap<>();
        groups.forEach((group, named) -> all.put(group, hash(named)));
        return all;
    }

    /** SHA-256 of some tensors, in hex. */
    static String hash(SequencedMap<String, Tensor> named) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            named.values().forEach(tensor -> digest.update(TensorBytes.of(tensor)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(named -> named.values().forEach(Tensor::close));
    }
}
