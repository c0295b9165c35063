package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.ImageSource;
import dev.gannet.metric.SlicedWasserstein;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Durable;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.DebugView.Chapter;
import dev.gannet.trace.Strip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The points of a run that the lesson visits, by rule and never by hand: its beginning, the first checkpoint less than half as
 * far from the real images, and the nearest one.
 */
public final class Milestones {
    private static final int COMPARED = 256;
    private static final int SHOWN = 16;

    private Milestones() {}

    /** A checkpoint and how far its images are from real ones. */
    private record Measured(long step, double distance, Strip images) {}

    /**
     * Measures all the checkpoints of a run.
     *
     * @param images the run's real images
     * @return the beginning first; alone if the run has not improved
     */
    public static List<Chapter> of(RunDir run, ImageSource images) {
        CheckpointStore store = Training.store(run);
        List<Measured> all = new ArrayList<>();
        RunConfig config = run.config().withDevice(Engine.atHand(run.config().device()));
        try (Trainer trainer = new Trainer(config, images)) {
            int compared = Math.min(COMPARED, images.count());
            Pictures reals = trainer.reals(compared);
            for (long step : steps(run, store)) {
                new Checkpoints(store)
                        .load(
                                step,
                                Map.of(
                                        trainer.gan().shownAs(),
                                        trainer.gan().shown().state()));
                double distance = SlicedWasserstein.WHOLE.between(trainer.sample(reals.count()), reals);
                all.add(new Measured(
                        step, distance, new Sketch(run.config().image(), SHOWN).of(trainer.sample(SHOWN))));
            }
        }
        return chapters(all);
    }

    /** The steps of which there is a checkpoint, the first one first. */
    static List<Long> steps(RunDir run, CheckpointStore store) {
        try {
            return store.steps().stream().sorted().toList();
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES, "%s: cannot be listed: %s".formatted(run.checkpoints(), Durable.reason(e)), e);
        }
    }

    private static List<Chapter> chapters(List<Measured> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        Measured first = all.getFirst();
        List<Measured> chosen = new ArrayList<>(List.of(first));
        all.stream()
                .filter(point -> point.distance() < first.distance() / 2)
                .findFirst()
                .ifPresent(chosen::add);
        Measured best =
                all.stream().min(Comparator.comparing(Measured::distance)).orElse(first);
        if (!chosen.contains(best)) {
            chosen.add(best);
        }
        return chosen.stream()
                .map(point -> new Chapter(chosen.indexOf(point) + 1, point.step(), point.distance(), point.images()))
                .toList();
    }
}
