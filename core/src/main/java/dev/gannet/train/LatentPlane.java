package dev.gannet.train;

import dev.gannet.config.KnownClass;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.model.Gan;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Arc;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.NoisePlane;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Ask;
import dev.gannet.trace.LatentMap;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Asks G for pictures of noise around that of one image of a step, and on the way to another's. For one step. */
final class LatentPlane implements Beside {
    /** Cells on a side of the plane: the image's own is in the middle. */
    static final int SIDE = 9;

    /** Pictures on the walk, both ends among them. */
    static final int WALK = 11;

    /** From a cell to the next, in standard deviations of the noise: those of its numbers are 1, so that of any direction is. */
    static final double CELL = 1;

    private final Ask.Latent asked;
    private final RunConfig config;
    private final Gan gan;
    private final Forward forward;
    private final int place; // of the chosen image in the batch, from 0
    private final int other;
    private Tensor z = new Tensor(); // borrowed from the step
    private float[] own = {};
    private Row all = new Row(new byte[0], new double[0]);
    private double angle;
    private Optional<String> ofClass = Optional.empty();

    /** @throws UserException (usage) if there are no such images, or no plane */
    LatentPlane(Ask.Latent asked, RunConfig config, Gan gan, Forward forward) {
        this.place = Beside.shown("image", asked.image(), config);
        this.other = Beside.shown("other", asked.other(), config);
        if (config.recipe().latent() < 2) {
            throw UserException.usage("noise of one number lies on a line: there is no plane to look at");
        }
        this.asked = asked;
        this.config = config;
        this.gan = gan;
        this.forward = forward;
    }

    @Override
    public void at(Stop stop, Tensor... seen) {
        switch (stop) {
            case NOISE -> z = seen[0];
            case GENERATE -> look();
            case READY,
                    REAL,
                    D_ON_FAKES,
                    D_ON_REALS,
                    ERRORS,
                    BACKWARD_D,
                    UPDATE_D,
                    RESCORE,
                    G_ERROR,
                    BACKWARD_G,
                    UPDATE_G,
                    RESULT -> {}
        }
    }

    @Override
    public LatentMap found(long step) {
        List<Row> grid = IntStream.range(0, SIDE)
                .mapToObj(row -> all.part(row * SIDE, SIDE))
                .toList();
        Row walk = all.part(SIDE * SIDE, WALK);
        return new LatentMap(
                step,
                asked.image(),
                asked.other(),
                ofClass,
                gan.generator().seesNeighbours(),
                CELL,
                grid.stream().map(this::strip).toList(),
                grid.stream().map(Row::apart).toArray(double[][]::new),
                strip(walk),
                walk.apart,
                angle);
    }

    private Strip strip(Row row) {
        return new Sketch(config.image(), row.apart.length).of(new Pictures(config.image(), row.pixels));
    }

    private void look() {
        own = noiseOf(place);
        NoisePlane plane = NoisePlane.through(own, new Noise(config.seed()));
        List<float[]> noises = new ArrayList<>();
        for (int up = SIDE / 2; up >= -SIDE / 2; up--) {
            for (int right = -SIDE / 2; right <= SIDE / 2; right++) {
                noises.add(plane.at(CELL * right, CELL * up));
            }
        }
        Arc arc = new Arc(own, noiseOf(other));
        for (int i = 0; i < WALK; i++) {
            noises.add(arc.at(i / (WALK - 1.0)));
        }
        angle = Math.toDegrees(arc.angle());
        List<KnownClass> known = config.recipe().classes();
        Optional<Tensor> told = forward.told();
        ofClass = told.map(
                each -> known.get((int) each.select(0, place).item_long()).name());
        forward.tell(told.map(each -> each.narrow(0, place, 1).repeat(each.size(0))));
        all = made(noises);
        forward.tell(told);
    }

    private float[] noiseOf(int index) {
        return TensorBytes.floats(z.select(0, index));
    }

    /**
     * What G makes of each of these. If it makes an image by its neighbours too, only the chosen one's place in the batch is free
     * for other noise. The chosen image's own noise stays where it is: there it is made as in the step, to the last bit.
     */
    private Row made(List<float[]> noises) {
        int[] free = gan.generator().seesNeighbours()
                ? new int[] {place}
                : IntStream.range(0, Math.toIntExact(z.size(0))).toArray();
        Tensor middle = forward.probe(gan.generator(), z).narrow(0, place, 1); // (1, C, H, W)
        Row made = new Row(new byte[noises.size() * config.image().bytes()], new double[noises.size()]);
        for (int from = 0; from < noises.size(); from += free.length) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                Tensor batch = z.clone();
                int some = Math.min(free.length, noises.size() - from);
                for (int i = 0; i < some; i++) {
                    batch.select(0, free[i]).copy_(Tensor.create(noises.get(from + i)));
                }
                Tensor images = forward.probe(gan.generator(), batch);
                for (int i = 0; i < some; i++) {
                    boolean isOwn = Arrays.equals(noises.get(from + i), own);
                    made.put(from + i, isOwn ? middle : images.narrow(0, free[i], 1), middle);
                }
            }
        }
        return made;
    }

    /**
     * Pictures side by side.
     *
     * @param pixels (N, H, W, C) bytes
     * @param apart how far each is from the chosen image
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(byte[] pixels, double[] apart) {
        void put(int at, Tensor image, Tensor chosen) {
            byte[] bytes = Images.toBytes(image);
            System.arraycopy(bytes, 0, pixels, at * bytes.length, bytes.length);
            apart[at] = Slopes.normsPerImage(image.sub(chosen))[0] / Math.sqrt(bytes.length);
        }

        Row part(int from, int count) {
            int each = pixels.length / apart.length;
            return new Row(
                    Arrays.copyOfRange(pixels, from * each, (from + count) * each),
                    Arrays.copyOfRange(apart, from, from + count));
        }
    }
}
