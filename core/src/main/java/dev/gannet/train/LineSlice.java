package dev.gannet.train;

import dev.gannet.loss.AdversarialLoss;
import dev.gannet.model.Gan;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Slice;
import dev.gannet.trace.Stop;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Asks D about the way from the real images of a step to its made ones, before and after D's update. For one step. */
final class LineSlice implements Beside {
    /** Places on the way: 0 and 1 are among them. */
    static final int PLACES = 65;

    private static final double FROM = -0.5;
    private static final double BETWEEN = 1.0 / 32;

    private final Gan gan;
    private final Forward forward;
    private final AdversarialLoss loss;
    private final int shown;
    private Tensor z = new Tensor(); // borrowed from the step, as the next two
    private Tensor made = new Tensor();
    private Tensor real = new Tensor();
    private double[][] before = {};
    private double[][] after = {};
    private double[] arrival = {};
    private double[] verdict = {};
    private double[] share = {};

    /** @param shown images of the batch that are told about, at most */
    LineSlice(Gan gan, Forward forward, AdversarialLoss loss, int shown) {
        this.gan = gan;
        this.forward = forward;
        this.loss = loss;
        this.shown = shown;
    }

    @Override
    public void at(Stop stop, Tensor... seen) {
        switch (stop) {
            case NOISE -> z = seen[0];
            case GENERATE -> made = seen[0].detach();
            case REAL -> real = seen[0];
            case D_ON_REALS -> before = verdictsOnTheWay();
            case RESCORE -> after = verdictsOnTheWay();
            case RESULT -> arrive();
            case READY, D_ON_FAKES, ERRORS, BACKWARD_D, UPDATE_D, G_ERROR, BACKWARD_G, UPDATE_G -> {}
        }
    }

    @Override
    public Slice found(long step) {
        return new Slice(step, places(), before, after, arrival, verdict, share);
    }

    private static double[] places() {
        double[] places = new double[PLACES];
        Arrays.setAll(places, i -> FROM + BETWEEN * i);
        return places;
    }

    private double[][] verdictsOnTheWay() {
        double[] places = places();
        double[][] all = new double[Math.min(shown, Math.toIntExact(real.size(0)))][places.length];
        for (int place = 0; place < places.length; place++) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                Tensor there = real.mul(new Scalar(1 - places[place])).add(made.mul(new Scalar(places[place])));
                double[] verdicts = verdicts(there);
                for (int image = 0; image < all.length; image++) {
                    all[image][place] = verdicts[image];
                }
            }
        }
        return all;
    }

    private double[] verdicts(Tensor images) {
        return TensorBytes.doubles(loss.shown(forward.probe(gan.discriminator(), images)));
    }

    /** Where G's update has taken the images: the foot of the perpendicular on the way, and the angle to it. */
    private void arrive() {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor arrived = forward.probe(gan.generator(), z);
            Tensor way = made.sub(real);
            double[] length = Slopes.normsPerImage(way);
            double[] reached = Slopes.normsPerImage(arrived.sub(real));
            double[] cosine = Slopes.cosinePerImage(arrived.sub(real), way);
            verdict = first(verdicts(arrived));
            share = first(Slopes.cosinePerImage(arrived.sub(made), way.neg()));
            arrival = new double[share.length];
            Arrays.setAll(arrival, i -> length[i] == 0 ? 1 : cosine[i] * reached[i] / length[i]);
        }
    }

    private double[] first(double[] all) {
        return Arrays.copyOf(all, Math.min(shown, all.length));
    }
}
