package dev.gannet.feature;

import dev.gannet.config.Seeds;
import dev.gannet.data.ImageSource;
import dev.gannet.metric.Features;
import dev.gannet.nn.Init;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.run.Pictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * What a network sees that has learned from the data set's pictures without labels: which of four ways a picture has been
 * turned, and which of many pictures two changed copies were made from. Where pictures look the same when turned, or are not
 * square, it learns instead to fill in what has been wiped out. Training is a function of data and settings alone.
 *
 * @see <a href="https://arxiv.org/abs/1803.07728">Gidaris et al. 2018, on turned pictures</a>
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, eq. 1, on copies</a>
 * @see <a href="https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf">Vincent et al. 2008,
 *     on filling in</a>
 */
public final class SelfSupervised implements FeatureSpace {
    private static final String NAME = "ssl";
    private static final String KIND = "ssl-2"; // another number when training changes: what was kept is then not used
    private static final int TURNS = 4;
    private static final int BATCH = 64; // of which each step sees three copies
    private static final int PROJECTED = 64;
    private static final double TEMPERATURE = 0.2;
    private static final int MOST_TESTED = 500;
    private static final double SURE = 4; // standard deviations of what guesses get
    private static final int EFFORT = 4; // so many times what labels need: by experiment, docs/metrics.md

    private final Encoder encoder;
    private final Tensor
            turns; // the share of turns that are told, 0 if it is no better than guesses; kept with the weights

    private SelfSupervised(ImageSource source, Learning learning) {
        Init init = new Init(learning.noise(), 1);
        this.encoder = Encoder.of(source.shape(), init);
        this.turns = init.buffer(0);
    }

    /**
     * The network of a data set: from the cache, or trained now and put there.
     *
     * @param source borrowed
     * @throws dev.gannet.config.UserException (data) if there are fewer than 20 images
     */
    public static SelfSupervised of(ImageSource source, Learning learning) throws InterruptedException {
        Path file = learning.file(KIND, source, 0);
        SelfSupervised made = new SelfSupervised(source, learning);
        if (made.weights().load(file)) {
            return made;
        }
        made.close(); // a file that is half right may have changed it
        SelfSupervised trained = trained(source, learning);
        trained.weights().save(file, Map.of("space", NAME));
        return trained;
    }

    private static SelfSupervised trained(ImageSource source, Learning learning) throws InterruptedException {
        Split split = Split.of(source, learning.seed(), BATCH);
        if (source.shape().height() == source.shape().width()) {
            SelfSupervised turned = new SelfSupervised(source, learning);
            turned.learnTurns(source, split, learning);
            if (turned.tellsTurns()) {
                return turned;
            }
            turned.close();
        }
        SelfSupervised filling = new SelfSupervised(source, learning);
        filling.learnToFillIn(source, split, learning);
        return filling;
    }

    private Weights weights() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        encoder.net().state().forEach((name, tensor) -> all.put("encoder." + name, tensor));
        all.put("turns", turns);
        return new Weights(all);
    }

    private void learnTurns(ImageSource source, Split split, Learning learning) throws InterruptedException {
        Init init = new Init(learning.noise(), 2);
        Draw draw = new Draw(source);
        Views views = new Views(source.shape());
        int batch = split.batch() / TURNS * TURNS;
        try (Net turnHead = Encoder.head("turns", init, TURNS);
                Net copyHead = Encoder.head("copies", init, PROJECTED)) {
            Pass.Train pass = new Pass.Train(learning.noise(), 0);
            long steps = learning.steps(source, split.learned().length, 3 * batch, EFFORT);
            learning.run(NAME, steps, List.of(encoder.net(), turnHead, copyHead), step -> {
                var random = new SplittableRandom(Seeds.mix(learning.seed(), 3, step));
                byte[] pixels = draw.pixels(Arrays.copyOf(split.at(step), batch), step * batch);
                Tensor x = torch.cat(
                                new TensorVector(
                                        copy(views, pixels, batch, random),
                                        copy(views, pixels, batch, random),
                                        turned(encoder.input(pixels, batch), batch)),
                                0)
                        .contiguous(MemoryFormat.ChannelsLast); // turning has changed the layout
                Tensor features = encoder.forward(x, pass); // (3 N, 128)
                Tensor copies = copyHead.forward(features.narrow(0, 0, 2L * batch), pass);
                Tensor told = turnHead.forward(features.narrow(0, 2L * batch, batch), pass);
                return torch.cross_entropy_loss(told, numbers(batch, i -> i * TURNS / batch))
                        .add(telling(copies, batch));
            });
            Weights.set(turns, toldTurns(turnHead, draw.pictures(tested(split.heldOut()))));
        }
    }

    private Tensor copy(Views views, byte[] pixels, int batch, SplittableRandom random) {
        byte[] moved = views.moved(pixels, random);
        views.erase(moved, 1, random);
        return encoder.input(moved, batch);
    }

    /** The first quarter as it is, the next ones turned by one, two and three right angles. */
    private static Tensor turned(Tensor x, int batch) {
        TensorVector parts = new TensorVector();
        for (int turn = 0; turn < TURNS; turn++) {
            long part = batch / TURNS;
            parts.push_back(torch.rot90(x.narrow(0, turn * part, part), turn, 2, 3));
        }
        return torch.cat(parts, 0);
    }

    /**
     * How badly each copy is told to belong to its twin among all the others.
     *
     * @param copies (2 N, p), the i-th and the (N + i)-th of the same picture
     */
    private static Tensor telling(Tensor copies, int batch) {
        Tensor lengths = copies.square().sum(new long[] {1}, true, new ScalarTypeOptional());
        Tensor unit = copies.div(lengths.add(new Scalar(1e-8)).sqrt());
        Tensor alike = unit.matmul(unit.t()).div(new Scalar(TEMPERATURE)); // (2 N, 2 N)
        Tensor others = alike.sub(torch.eye(2L * batch).mul(new Scalar(1e9))); // nobody is his own twin
        return torch.cross_entropy_loss(others, numbers(2 * batch, i -> (i + batch) % (2 * batch)));
    }

    private static Tensor numbers(int count, IntToLongFunction number) {
        long[] numbers = new long[count];
        Arrays.setAll(numbers, number);
        return Tensor.create(numbers, count);
    }

    private static int[] tested(int[] heldOut) {
        return Arrays.copyOf(heldOut, Math.min(heldOut.length, MOST_TESTED));
    }

    /** The share of turns that it tells in pictures that it had not learned from; 0 if guesses might get as many. */
    private double toldTurns(Net turnHead, Pictures tested) {
        int right = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            int by = turn;
            Features told = new Inference(TURNS, some -> {
                        Tensor x = torch.rot90(encoder.input(some.pixels(), some.count()), by, 2, 3);
                        return turnHead.forward(encoder.forward(x, new Pass.Eval()), new Pass.Eval());
                    })
                    .of(tested);
            right += (int)
                    Arrays.stream(Inference.largest(told)).filter(n -> n == by).count();
        }
        double trials = TURNS * tested.count();
        double guess = 1.0 / TURNS;
        double most = guess + SURE * Math.sqrt(guess * (1 - guess) / trials);
        return right / trials > most ? right / trials : 0;
    }

    private void learnToFillIn(ImageSource source, Split split, Learning learning) throws InterruptedException {
        Draw draw = new Draw(source);
        Views views = new Views(source.shape());
        int batch = split.batch();
        try (Net decoder = Decoder.of(source.shape(), new Init(learning.noise(), 2))) {
            Pass.Train pass = new Pass.Train(learning.noise(), 0);
            long steps = learning.steps(source, split.learned().length, 2 * batch, 1); // the way back is as much work
            learning.run(NAME, steps, List.of(encoder.net(), decoder), step -> {
                byte[] pixels = draw.pixels(split.at(step), step * batch);
                Tensor whole = encoder.input(pixels, batch);
                views.erase(pixels, 2, new SplittableRandom(Seeds.mix(learning.seed(), 3, step)));
                Tensor filled = decoder.forward(encoder.forward(encoder.input(pixels, batch), pass), pass);
                Tensor wanted = torch.adaptive_avg_pool2d(whole, filled.size(2), filled.size(3));
                return torch.mse_loss(filled, wanted);
            });
        }
    }

    /** Whether it has learned by turns and copies; else it has learned by filling in. */
    public boolean tellsTurns() {
        return turns.item_float() > 0;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String hash() {
        return weights().hash();
    }

    @Override
    public int dims() {
        return Encoder.DIMS;
    }

    @Override
    public Features of(Pictures pictures) {
        return new Inference(Encoder.DIMS, encoder::features).of(pictures);
    }

    @Override
    public void close() {
        encoder.close();
        turns.close();
    }
}
