package dev.gannet.train;

import dev.gannet.loss.AdversarialLoss;
import dev.gannet.model.Gan;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Stop;
import dev.gannet.trace.VerdictMap;
import dev.gannet.trace.VerdictMap.Spot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Asks D about a plane of images, before and after D's update. For one step. */
final class PlaneSlice implements Beside {
    /** Places in each of the two directions. */
    static final int PLACES = 24;

    private static final int GRID = PLACES * PLACES;
    private static final double FROM = -0.5;
    private static final double TO = 1.5;

    private final Gan gan;
    private final Forward forward;
    private final AdversarialLoss loss;
    private final int index;
    private List<Tensor> old = List.of(); // D's weights before its update, in the step's scope
    private Tensor z = new Tensor(); // borrowed from the step, as the next two
    private Tensor made = new Tensor();
    private Tensor real = new Tensor();
    private Tensor wanted = new Tensor();
    private Optional<VerdictMap> map = Optional.empty(); // of step 0: it does not know which one it is

    /** @param index the image's, in the batch */
    PlaneSlice(Gan gan, Forward forward, AdversarialLoss loss, int index) {
        this.gan = gan;
        this.forward = forward;
        this.loss = loss;
        this.index = index;
    }

    @Override
    public void at(Stop stop, Tensor... seen) {
        switch (stop) {
            case REAL -> real = seen[0];
            case D_ON_REALS -> old = weights();
            case RESCORE -> {
                z = seen[0];
                made = seen[1];
            }
            case G_ERROR -> wanted = Slopes.of(seen[0], made).neg();
            case RESULT -> map = Optional.of(look());
            case READY, NOISE, GENERATE, D_ON_FAKES, ERRORS, BACKWARD_D, UPDATE_D, BACKWARD_G, UPDATE_G -> {}
        }
    }

    @Override
    public VerdictMap found(long step) {
        return map.orElseThrow().of(step);
    }

    private List<Tensor> weights() {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return gan.discriminator().parameters().values().stream()
                    .map(weight -> weight.detach().clone())
                    .toList();
        }
    }

    private VerdictMap look() {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            ImagePlane plane = ImagePlane.of(of(made), of(real), of(wanted));
            Tensor arrived = of(forward.probe(gan.generator(), z));
            double[] after = verdicts(plane, arrived);
            List<Tensor> updated = weights();
            give(old);
            double[] before = verdicts(plane, arrived);
            give(updated);
            return told(plane, arrived, before, after);
        }
    }

    /** The image of a batch, (C, H, W). */
    private Tensor of(Tensor batch) {
        return batch.detach().select(0, index);
    }

    private void give(List<Tensor> weights) {
        int at = 0;
        for (Tensor weight : gan.discriminator().parameters().values()) {
            weight.detach().copy_(weights.get(at++));
        }
    }

    /** Of the places, row by row from below, of the real, the made and the moved image, and of the one that has arrived. */
    private double[] verdicts(ImagePlane plane, Tensor arrived) {
        double[] right = new double[GRID + 3];
        double[] up = new double[GRID + 3];
        for (int at = 0; at < GRID; at++) {
            right[at] = place(at % PLACES);
            up[at] = place(at / PLACES);
        }
        right[GRID] = 1;
        right[GRID + 2] = plane.movedRight();
        up[GRID + 2] = plane.movedUp();
        double[] all = new double[GRID + 4];
        int together = 4
                * Math.toIntExact(made.size(0)); // with the batch itself: without a graph, less than it takes to train
        for (int from = 0; from < GRID + 3; from += together) {
            int to = Math.min(from + together, GRID + 3);
            try (StepScope scope = StepScope.open()) {
                Tensor guests = plane.at(Arrays.copyOfRange(right, from, to), Arrays.copyOfRange(up, from, to));
                System.arraycopy(verdicts(guests), 0, all, from, to - from);
            }
        }
        all[GRID + 3] = verdicts(arrived.unsqueeze(0))[0];
        return all;
    }

    private double[] verdicts(Tensor guests) {
        return TensorBytes.doubles(loss.shown(forward.among(gan.discriminator(), made.detach(), guests, index)));
    }

    private VerdictMap told(ImagePlane plane, Tensor arrived, double[] before, double[] after) {
        double[] foot = plane.foot(arrived);
        return new VerdictMap(
                0,
                index + 1,
                places(),
                places(),
                rows(before),
                rows(after),
                plane.distance(),
                ImagePlane.UNIT,
                new Spot(1, 0, before[GRID], after[GRID]),
                new Spot(0, 0, before[GRID + 1], after[GRID + 1]),
                new Spot(plane.movedRight(), plane.movedUp(), before[GRID + 2], after[GRID + 2]),
                new Spot(foot[0], foot[1], before[GRID + 3], after[GRID + 3]),
                plane.way(arrived),
                plane.share(arrived));
    }

    private static double place(int at) {
        return FROM + (TO - FROM) * at / (PLACES - 1);
    }

    private static double[] places() {
        double[] places = new double[PLACES];
        Arrays.setAll(places, PlaneSlice::place);
        return places;
    }

    private static double[][] rows(double[] all) {
        double[][] rows = new double[PLACES][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(all, row * PLACES, (row + 1) * PLACES));
        return rows;
    }
}
