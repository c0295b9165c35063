package dev.gannet.train;

import dev.gannet.config.Precision;
import dev.gannet.loss.Penalty;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.tensor.Autocast;
import dev.gannet.tensor.Noise;
import dev.gannet.train.Disguise.Chance;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Forward passes of a run: in its precision, each with a dropout counter of its own, float32 in and out. */
final class Forward {
    private static final int PASSES = 1024; // room for the passes of one step
    private static final Net.Outputs NOBODY = (layer, kind, output) -> {};

    private final Precision precision;
    private final Noise noise;
    private final Disguise disguise;
    private Net.Outputs outputs = NOBODY;
    private Optional<Tensor> classes = Optional.empty();
    private long counter;
    private Chance judged = new Chance(0, 0);

    Forward(Precision precision, Noise noise, Disguise disguise) {
        this.precision = precision;
        this.noise = noise;
        this.disguise = disguise;
    }

    void beginStep(long step) {
        counter = step * PASSES;
    }

    /** Tells networks the class of each image, (N) int64, in the passes from here on; for others, nothing. */
    void tell(Optional<Tensor> ofEach) {
        classes = ofEach;
    }

    /** The class of each image that networks are told, (N) int64; borrowed. */
    Optional<Tensor> told() {
        return classes;
    }

    /** Shows every layer's output of the next training passes, until {@link #showNobody}. */
    void show(Net.Outputs to) {
        outputs = to;
    }

    /** Passes are nobody's business again. */
    void showNobody() {
        outputs = NOBODY;
    }

    /** A training pass. */
    Tensor train(Net net, Tensor x) {
        return run(net, x, new Pass.Train(noise, counter++, classes), outputs);
    }

    /** D's judgement of images in disguise, in a training pass. */
    Tensor judge(Net detective, Tensor images) {
        judged = new Chance(counter, disguise.strength());
        return train(detective, disguise.of(images, judged));
    }

    /** What happens to images before D sees them. */
    Disguise disguise() {
        return disguise;
    }

    /** The chance of the last judgement. */
    Chance judged() {
        return judged;
    }

    /** Images in the disguise of an earlier judgement; without a graph. */
    Tensor disguised(Tensor images, Chance chance) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return disguise.of(images.detach(), chance);
        }
    }

    /** What D says now to images, by an earlier judgement's chance: only D can have changed. Leaves no trace in D. */
    Tensor judgeAgain(Net detective, Tensor images, Chance chance) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return run(detective, disguised(images, chance), new Pass.Again(noise, chance.pass(), classes), NOBODY);
        }
    }

    /** The penalty on D's slopes, in mean over the images of each kind; (). */
    Tensor slopes(Penalty penalty, Net detective, Tensor real, Tensor fake, Supplier<Tensor> where) {
        return penalty.points(real, fake, where).stream()
                .map(at -> penalty.of(at, judge(detective, at)).mean()) // at: (N, C, H, W)
                .reduce(Tensor::add)
                .orElseThrow();
    }

    /** A training pass without a graph: nothing will go back through it. */
    Tensor trainWithoutGraph(Net net, Tensor x) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return train(net, x);
        }
    }

    /** A look at the output that leaves no trace in the network. */
    Tensor probe(Net net, Tensor x) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return run(net, x, new Pass.Probe(classes), NOBODY);
        }
    }

    /**
     * What D says to guests, each alone in the seat of one image of a batch, which stays as it is; leaves no trace in D.
     *
     * @param batch (N, C, H, W), of this step
     * @param guests (M, C, H, W)
     * @param seat from 0; the guests are of the class of the image in it
     * @return (M)
     */
    Tensor among(Net detective, Tensor batch, Tensor guests, long seat) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            long count = guests.size(0);
            Optional<Tensor> told = classes.map(each ->
                    torch.cat(new TensorVector(each, each.narrow(0, seat, 1).expand(count))));
            Tensor all = torch.cat(new TensorVector(batch, guests));
            Pass pass = new Pass.Among(told, batch.size(0), seat);
            return run(detective, all, pass, NOBODY).narrow(0, batch.size(0), count);
        }
    }

    /**
     * What a network would have made if other numbers had come out of one of its layers; leaves no trace in it.
     *
     * @param layer its name
     * @param output (N, ...) as the layer's own; may be overwritten
     */
    Tensor probeOnward(Net net, String layer, Tensor output) {
        try (NoGradGuard frozen = new NoGradGuard();
                Autocast region = Autocast.region(precision)) {
            return net.onward(layer, output, new Pass.Probe(classes)).to(ScalarType.Float);
        }
    }

    private Tensor run(Net net, Tensor x, Pass pass, Net.Outputs to) {
        try (Autocast region = Autocast.region(precision)) {
            return net.forward(x, pass, to).to(ScalarType.Float);
        }
    }
}
