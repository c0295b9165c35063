package dev.gannet.feature;

import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.metric.Features;
import dev.gannet.nn.Init;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a network sees that has learned to tell the data set's own classes apart: its last layer but one, 128 numbers. It cannot
 * see what does not tell classes apart, such as the background. Training is a function of data, labels and settings alone.
 */
public final class Classifier implements FeatureSpace {
    private static final String NAME = "cls";
    private static final int BATCH = 128;

    private final Encoder encoder;
    private final Net head;
    private final List<String> classes;
    private final Tensor accuracy; // kept with the weights

    private Classifier(ImageSource source, Classes classes, Learning learning) {
        Init init = new Init(learning.noise(), 1);
        this.encoder = Encoder.of(source.shape(), init);
        this.head = Encoder.head("head", init, classes.count());
        this.classes = classes.names();
        this.accuracy = init.buffer(0);
    }

    /**
     * The classifier of a data set: from the cache, or trained now and put there.
     *
     * @param source borrowed
     * @param classes of the source's images
     * @throws dev.gannet.config.UserException (data) if there are fewer than 20 images
     */
    public static Classifier of(ImageSource source, Classes classes, Learning learning) throws InterruptedException {
        Path file = learning.file(NAME, source, classes.fingerprint());
        Classifier made = new Classifier(source, classes, learning);
        if (made.weights().load(file)) {
            return made;
        }
        made.close(); // a file that is half right may have changed it
        Classifier trained = new Classifier(source, classes, learning);
        trained.learn(source, classes, learning);
        trained.weights().save(file, Map.of("space", NAME, "classes", String.join("\n", classes.names())));
        return trained;
    }

    private Weights weights() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        encoder.net().state().forEach((name, tensor) -> all.put("encoder." + name, tensor));
        head.state().forEach((name, tensor) -> all.put("head." + name, tensor));
        all.put("accuracy", accuracy);
        return new Weights(all);
    }

    private void learn(ImageSource source, Classes classes, Learning learning) throws InterruptedException {
        Draw draw = new Draw(source);
        Split split = Split.of(source, learning.seed(), BATCH);
        int batch = split.batch();
        Pass.Train pass = new Pass.Train(learning.noise(), 0);
        learning.run(
                NAME, learning.steps(source, split.learned().length, batch, 1), List.of(encoder.net(), head), step -> {
                    int[] numbers = split.at(step);
                    Tensor x = encoder.input(draw.pixels(numbers, step * batch), batch);
                    Tensor logits = head.forward(encoder.forward(x, pass), pass);
                    long[] labels =
                            Arrays.stream(numbers).mapToLong(classes::of).toArray();
                    return torch.cross_entropy_loss(logits, Tensor.create(labels, labels.length));
                });
        Weights.set(accuracy, accuracyOn(draw, split.heldOut(), classes));
    }

    private double accuracyOn(Draw draw, int[] numbers, Classes classes) {
        int right = 0;
        int[] read = numbers.clone();
        int[] likeliest = Inference.largest(probabilities(draw.pictures(read)));
        for (int i = 0; i < read.length; i++) {
            right += likeliest[i] == classes.of(read[i]) ? 1 : 0;
        }
        return (double) right / numbers.length;
    }

    /** The share of images that it had not learned from, a tenth of the data set, whose class it named; 0 to 1. */
    public double accuracy() {
        return accuracy.item_float();
    }

    /** The names of the classes, in the order of {@link #probabilities}. */
    public List<String> classes() {
        return classes;
    }

    /** The name of the class that it holds for the likeliest, for each picture that {@link #of} has seen. */
    public List<String> likeliest(Features seen) {
        return Arrays.stream(Inference.largest(probabilities(seen)))
                .mapToObj(classes::get)
                .toList();
    }

    /**
     * How likely it holds each class for each picture.
     *
     * @param pictures as for {@link #of}
     * @return (N, classes), 0 to 1; each row sums to 1
     */
    public Features probabilities(Pictures pictures) {
        return new Inference(
                        classes.size(), some -> torch.softmax(head.forward(encoder.features(some), new Pass.Eval()), 1))
                .of(pictures);
    }

    /**
     * How likely it holds each class for each picture that it has seen already: next to nothing to compute.
     *
     * @param seen what {@link #of} says of the pictures
     * @return as {@link #probabilities(Pictures)}
     */
    public Features probabilities(Features seen) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor rows = Tensor.create(seen.values(), seen.count(), seen.dims());
            float[] values = TensorBytes.floats(torch.softmax(head.forward(rows, new Pass.Eval()), 1));
            return new Features(values, seen.count(), classes.size());
        }
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
        head.close();
        accuracy.close();
    }
}
