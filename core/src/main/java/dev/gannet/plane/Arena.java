package dev.gannet.plane;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.OptimizerConfig;
import dev.gannet.config.Seeds;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.trace.plane.PlaneView.Manifold;
import dev.gannet.trace.plane.PlaneView.Metrics;
import dev.gannet.trace.plane.PlaneView.Moment;
import dev.gannet.trace.plane.PlaneView.Reading;
import dev.gannet.train.PlaneStep;
import dev.gannet.train.StepStats;
import dev.gannet.train.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Two networks and their points, and what is measured of them. All of it is a function of data and settings alone. Belongs
 * to one thread.
 */
final class Arena implements AutoCloseable {
    /** Points that are measured. */
    static final int MEASURED = 2500;

    /** Steps between two moments of the history. */
    static final int BETWEEN = 100;

    private static final int GRID = 24;
    private static final int LINE = 192;
    private static final double EPS = 1e-8;

    private final Distribution data;
    private final PlaneSettings settings;
    private final AdversarialLoss loss;
    private final Gan gan;
    private final PlaneStep trainer;
    private final Measures measures;
    private final Tensor fixedNoise; // (MEASURED, latent)
    private final Tensor gridNoise; // (rows * columns, latent)
    private final Tensor cells; // (HEAT * HEAT, 2, 1, 1)
    private final List<Moment> history = new ArrayList<>();
    private double[][] lastMade;
    private long step;
    private long batches;

    /** New networks. */
    Arena(Distribution data, PlaneSettings settings) {
        this.data = data;
        this.settings = settings;
        this.loss = Losses.of(settings.loss());
        Noise noise = new Noise(settings.seed());
        this.gan = new Mlp(settings).build(noise);
        this.trainer =
                new PlaneStep(gan, game(settings), settings.latent(), settings.seed(), settings.lrD(), settings.lrG());
        this.measures = new Measures(data, data.draw(random(-1), MEASURED));
        try (StepScope scope = StepScope.open()) {
            this.fixedNoise = scope.keep(noise.normal(Noise.Stream.FIXED_LATENT, 0, MEASURED, settings.latent()));
            this.gridNoise = scope.keep(evenNoise(settings.latent()));
            this.cells = scope.keep(Points.tensor(middles()));
        }
        this.lastMade = made();
    }

    private static Game game(PlaneSettings settings) {
        return new Game(
                settings.loss(),
                new OptimizerConfig.Adam(settings.lrG(), settings.beta1(), 0.999, EPS),
                settings.batch(),
                Fakes.SAME,
                settings.dSteps());
    }

    /** Steps done. */
    long step() {
        return step;
    }

    /** What was measured at every {@link #BETWEEN}th step, oldest first; borrowed. */
    List<Moment> history() {
        return history;
    }

    /** Somebody who writes the next step down. */
    RoundRecorder recorder() {
        return new RoundRecorder(step + 1, loss, z -> look(gan.generator(), z), x -> look(gan.discriminator(), x));
    }

    /**
     * One training step.
     *
     * @param recorder who writes it down, if anybody does
     * @param witness looks on after that
     * @return what went wrong, if something did: the step has then changed nothing
     */
    Optional<String> step(Optional<RoundRecorder> recorder, Witness witness) throws InterruptedException {
        boolean due = (step + 1) % BETWEEN == 0;
        Optional<RoundRecorder> eyes = recorder.isEmpty() && due ? Optional.of(recorder()) : recorder;
        Witness all = eyes.<Witness>map(first -> first.and(witness)).orElse(witness);
        Optional<StepStats> stats = trainer.run(this::take, due, all);
        step++;
        stats.ifPresent(now -> remember(now, eyes.orElseThrow().pull()));
        return trainer.trouble();
    }

    private Tensor take() {
        return Points.tensor(data.draw(random(batches++), settings.batch()));
    }

    private SplittableRandom random(long counter) {
        return new SplittableRandom(Seeds.mix(settings.seed(), counter));
    }

    private void remember(StepStats stats, double pull) {
        double[][] now = made();
        double travel = Measures.travel(lastMade, now);
        lastMade = now;
        history.add(new Moment(
                step,
                stats.lossD(),
                stats.lossG(),
                stats.realBefore(),
                stats.fakeBefore(),
                pull,
                travel,
                measures.of(now)));
    }

    /** Exact numbers about G as it is now. */
    Metrics metrics() {
        return measures.of(made());
    }

    /** What G makes of the same {@link #MEASURED} noises every time. */
    double[][] made() {
        try (StepScope scope = StepScope.open()) {
            return Points.of(look(gan.generator(), fixedNoise));
        }
    }

    /** D's outputs over the plane, as the view has them. */
    double[] heat() {
        try (StepScope scope = StepScope.open()) {
            return Points.brief(TensorBytes.doubles(look(gan.discriminator(), cells)));
        }
    }

    /** Where G takes an even grid of noise. */
    Manifold manifold() {
        try (StepScope scope = StepScope.open()) {
            double[][] points = Points.brief(Points.of(look(gan.generator(), gridNoise)));
            return settings.latent() == 1 ? new Manifold(1, LINE, points) : new Manifold(GRID, GRID, points);
        }
    }

    /** How D's outputs are read. */
    Reading reading() {
        return reading(settings.loss());
    }

    private static Reading reading(LossConfig loss) {
        return switch (loss) {
            case LossConfig.Bce _, LossConfig.Saturating _, LossConfig.Hinge _, LossConfig.Relativistic _ ->
                Reading.SIGMOID;
            case LossConfig.LeastSquares _ -> Reading.CLIPPED;
            case LossConfig.WassersteinGp _ -> Reading.SCORE;
            case LossConfig.Smoothed smoothed -> reading(smoothed.of());
        };
    }

    private static Tensor look(Net net, Tensor input) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return net.forward(input, new Pass.Probe());
        }
    }

    /** The middles of equally likely pieces of the normal distribution: (rows * columns, latent). */
    private static Tensor evenNoise(int latent) {
        int side = latent == 1 ? LINE : GRID;
        float[] chances = new float[side];
        for (int i = 0; i < side; i++) {
            chances[i] = (i + 0.5f) / side;
        }
        float[] values = new float[side];
        double[] wide = TensorBytes.doubles(torch.special_ndtri(Tensor.create(chances, side)));
        for (int i = 0; i < side; i++) {
            values[i] = (float) wide[i];
        }
        if (latent == 1) {
            return Tensor.create(values, side, 1);
        }
        float[] grid = new float[side * side * latent];
        for (int cell = 0; cell < side * side; cell++) {
            grid[cell * latent] = values[cell % side];
            grid[cell * latent + 1] = values[cell / side];
        }
        return Tensor.create(grid, (long) side * side, latent);
    }

    private static double[][] middles() {
        int side = PlaneView.HEAT;
        double cell = 2 * PlaneView.EXTENT / side;
        double[][] points = new double[side * side][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {
                -PlaneView.EXTENT + cell * (i % side + 0.5), -PlaneView.EXTENT + cell * (i / side + 0.5)
            };
        }
        return points;
    }

    @Override
    public void close() {
        trainer.close();
        gan.close();
        fixedNoise.close();
        gridNoise.close();
        cells.close();
    }
}
