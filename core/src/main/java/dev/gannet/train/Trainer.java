package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Seeds;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.Batch;
import dev.gannet.data.EpochOrder;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Loader;
import dev.gannet.data.picture.Rejected;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.optim.Average;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * Two networks, their optimizers and their data: everything that a run needs but its folder. Belongs to one thread.
 *
 * <pre>{@code
 * try (Trainer trainer = new Trainer(config, Sources.quiet().open(config))) {
 *     for (int i = 0; i < 500; i++) trainer.step(false);
 *     Pictures.write(trainer.sample(64).grid(), Path.of("dogs.png"));
 * }
 * }</pre>
 */
public final class Trainer implements AutoCloseable {
    private static final long FRESH = 1; // whose pictures are for judging

    private RunConfig config;
    private final HoldOut images;
    private final Gan gan;
    private TrainStep trainStep;
    private final Reals reals;
    private final Tape tape;
    private final Painter painter;
    private final List<Integer> lostBefore;
    private long step;
    private Batch newest = new Batch(new byte[0], 0, new int[0], List.of());

    /**
     * New networks for {@code config}.
     *
     * @param source the real images; stays the caller's. Those that {@code config} holds out are never trained on
     * @throws UserException (resources) if this machine has no such device, or its libtorch cannot use it
     */
    public Trainer(RunConfig config, ImageSource source) {
        this(config, source, 0, List.of());
    }

    /**
     * New networks whose first step is number {@code firstStep} of its run: its images and noise are that step's.
     *
     * @param lostBefore images that the run could not read any more by then
     */
    Trainer(RunConfig config, ImageSource source, long firstStep, List<Integer> lostBefore) {
        this.images = HoldOut.of(source, config.holdOut(), config.seed());
        this.reals = Reals.of(config, images.training());
        Engine.start(config.threads());
        Engine.require(config.device());
        this.config = config;
        this.step = firstStep;
        this.lostBefore = List.copyOf(lostBefore);
        Noise noise = new Noise(config.seed());
        this.gan = Models.of(config.recipe(), config.image(), noise, config.device());
        this.trainStep = new TrainStep(gan, config, firstStep);
        int batch = config.recipe().game().batch();
        int dSteps = config.recipe().game().dSteps();
        long first = firstStep * dSteps;
        this.tape = new Tape(new Loader(images.training(), config.seed(), batch, first, lostBefore), first);
        this.painter = new Painter(gan.shown(), config.recipe(), config.image(), noise);
    }

    /**
     * One step: one round of the game. If a number in it is not finite, {@link #trouble} says where, and from there on the
     * step has changed nothing.
     *
     * @param watch whether to read the step's statistics back
     * @return the statistics if {@code watch} and all was well
     * @throws UserException (data) if no image can be read any more, (resources) if memory runs out
     */
    public Optional<StepStats> step(boolean watch) throws InterruptedException {
        return step(watch, Witness.NONE);
    }

    /** As {@link #step(boolean)}, with somebody looking on. */
    Optional<StepStats> step(boolean watch, Witness witness) throws InterruptedException {
        try {
            Optional<StepStats> stats = trainStep.run(new Dealt(), watch, witness);
            step++;
            return stats;
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        } catch (RuntimeException e) {
            throw isOutOfMemory(e) ? outOfMemory(e) : e;
        }
    }

    /** The run's batches, as a step takes them. */
    private final class Dealt implements Batches {
        @Override
        public Tensor take() throws InterruptedException {
            newest = tape.take();
            return reals.of(newest, tape.position());
        }

        @Override
        public Optional<Tensor> classes() throws InterruptedException {
            return reals.labels().isEmpty()
                    ? Optional.empty()
                    : reals.classes(tape.ahead(1).getFirst());
        }
    }

    /** From bytes to what D sees. */
    Reals reals() {
        return reals;
    }

    /** The images that could not be read any more, in the order in which they were missed; since this trainer began. */
    List<Batch.Lost> lost() {
        return tape.lost();
    }

    /** The images that the run had lost when this trainer began, by their number. */
    List<Integer> lostBefore() {
        return lostBefore;
    }

    /** Seconds that steps have waited for images, in all. */
    double waitedSeconds() {
        return tape.waitedSeconds();
    }

    /** Where the last step's numbers were first not finite, if they were not, and what was there. */
    public Optional<String> trouble() {
        return ledger().trouble().map(BadNumber::toString);
    }

    private static boolean isOutOfMemory(RuntimeException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.contains("DefaultCPUAllocator") || message.contains("out of memory");
    }

    private UserException outOfMemory(Throwable cause) {
        int batch = config.recipe().game().batch();
        return new UserException(
                Kind.RESOURCES,
                "out of memory at --batch %d and --size %s; try --batch %d"
                        .formatted(batch, config.image().size(), Math.max(2, batch / 2)),
                cause);
    }

    /** Steps done. */
    public long step() {
        return step;
    }

    /** Passes over the data so far, with a fraction. */
    public double epoch() {
        return (double) step
                * config.recipe().game().imagesPerStep()
                / images.training().count();
    }

    /** The real images that are trained on, and those that are not; borrowed. */
    HoldOut images() {
        return images;
    }

    /** What G makes of the run's fixed noise: the same noise at every step, so that two steps compare. */
    public Pictures sample(int count) {
        return painter.grid(count);
    }

    /** As {@link #sample}, by the running statistics. */
    public Pictures inUse(int count) {
        return painter.inUse(count);
    }

    /** New pictures, each by itself as {@code gannet generate} makes them, from noise that training and grids do not use. */
    public Pictures fresh(int count) {
        Noise other = new Noise(Seeds.mix(config.seed(), FRESH));
        return new Painter(gan.shown(), config.recipe(), config.image(), other).singles(count, OptionalInt.empty());
    }

    /** The first real images of the run's first epoch; fewer if some cannot be read any more. */
    public Pictures reals(int count) {
        int bytes = config.image().bytes();
        byte[] pixels = new byte[count * bytes];
        ImageSource source = images.training();
        EpochOrder order = new EpochOrder(config.seed(), source.count());
        int done = 0;
        for (int i = 0; i < source.count() && done < count; i++) {
            try {
                source.read(order.at(i), i, pixels, done * bytes);
                done++;
            } catch (Rejected e) {
                continue; // the loader comes to it as well, and tells
            }
        }
        return new Pictures(config.image(), Arrays.copyOf(pixels, done * bytes));
    }

    /** Every tensor that must be saved, by group and name; borrowed. */
    public Map<String, SequencedMap<String, Tensor>> tensors() {
        return tensors(gan, trainStep);
    }

    static Map<String, SequencedMap<String, Tensor>> tensors(Gan gan, TrainStep trainStep) {
        Map<String, SequencedMap<String, Tensor>> groups = new TreeMap<>(Map.of(
                "generator", gan.generator().state(),
                "discriminator", gan.discriminator().state(),
                "generator-optimizer", trainStep.forger.optimizer().state(),
                "discriminator-optimizer", trainStep.detective.optimizer().state()));
        gan.average().ifPresent(average -> groups.put(gan.shownAs(), average.state()));
        return groups;
    }

    /** The first tensor that must not be saved: it holds a number that is none. */
    Optional<String> unsavable() {
        boolean finite =
                tensors().values().stream().allMatch(group -> ledger().guard().isFinite(List.copyOf(group.values())));
        return finite
                ? Optional.empty()
                : BadNumber.inState(trainStep.forger, trainStep.detective).map(BadNumber::toString);
    }

    /** The networks' tensors by name, to be filled with other weights; {@link #trustWeights} after that. */
    SequencedMap<String, SequencedMap<String, Tensor>> weights() {
        SequencedMap<String, SequencedMap<String, Tensor>> networks = new LinkedHashMap<>();
        networks.put("generator", gan.generator().state());
        networks.put("discriminator", gan.discriminator().state());
        return networks;
    }

    /** The weights as they are now are the ones to begin with. */
    void trustWeights() {
        trainStep.average.ifPresent(Average::reset);
        ledger().guard().keep();
    }

    /** The run's batches. */
    Tape tape() {
        return tape;
    }

    /** The forward passes of the steps. */
    Forward forward() {
        return trainStep.forward;
    }

    /** What the run is asked to do now. */
    RunConfig config() {
        return config;
    }

    /** What the images of the batch that was taken last are called. */
    List<String> names() {
        return names(newest);
    }

    /** What the images of a batch are called. */
    List<String> names(Batch batch) {
        return Arrays.stream(batch.indices()).mapToObj(images.training()::name).toList();
    }

    /** The next step is the one after this many; its weights are the caller's concern. */
    void goTo(long stepsDone, long position) {
        step = stepsDone;
        tape.goTo(position);
        trainStep.step = stepsDone;
        ledger().drop();
        ledger().guard().keep();
    }

    /** Plays by other rules from here on: same networks, same batches, what the optimizers remember stays. */
    void change(RunConfig to) {
        if (to.recipe().game().imagesPerStep() != config.recipe().game().imagesPerStep()) {
            throw UserException.usage("batch and d-steps cannot change while a run lasts");
        }
        Snapshot now = Snapshot.of(this);
        trainStep.close();
        config = to;
        trainStep = new TrainStep(gan, to, step);
        now.restore(this);
        now.close();
    }

    /** G stands still in the steps from here on, and D learns alone. */
    void freezeForger() {
        trainStep.forger.lr(0);
    }

    /** What happens to images before D sees them. */
    Disguise disguise() {
        return trainStep.disguise;
    }

    /** What was written down of the steps. */
    Ledger ledger() {
        return trainStep.ledger;
    }

    /** Makes the networks and optimizers what they were when a checkpoint was saved. */
    void load(Checkpoints checkpoints, long of, double lrScale) {
        checkpoints.load(of, tensors());
        ledger().guard().keep();
        ledger().guard().lrScale(lrScale);
    }

    /** The learning rate in force. */
    double lr() {
        return ledger().guard().lr(config.recipe().game(), step);
    }

    /** The two networks; borrowed. */
    public Gan gan() {
        return gan;
    }

    @Override
    public void close() {
        tape.close();
        trainStep.close();
        gan.close();
    }
}
