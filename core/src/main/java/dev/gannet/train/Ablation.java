package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.model.Gan;
import dev.gannet.nn.SummaryRow;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Units.Gone;
import dev.gannet.trace.Units.Without;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Takes the units of a layer of G away, one at a time: 0 comes out of it for the whole batch, and the layers behind it work on
 * with the statistics of that batch, as they would if the unit had never been there. D has judged the batch just before: it
 * judges again by the same chance.
 *
 * @param layer the layer's name
 * @param output of the layer, (N, units, ...); borrowed
 * @param made G's images (N, C, H, W), without their graph; borrowed
 * @param image the number of the one that is looked at
 */
record Ablation(Gan gan, Forward forward, AdversarialLoss loss, String layer, Tensor output, Tensor made, int image) {
    private static final int MOST = 64;
    private static final int LEAST = 8;
    private static final int PICTURES = 6;
    private static final long MULTIPLY_ADDS = 200_000_000_000L; // on two cores, a second in bf16 and two in float32
    private static final double LEVELS = 127.5; // of [-1, 1]

    /** One unit gone. */
    @SuppressWarnings("ArrayRecordComponent") // a pair in passing, never compared
    private record Outcome(Gone gone, byte[] pixels) {}

    /** How many units there is time for. */
    int affordable() {
        List<String> names =
                gan.generator().summary().stream().map(SummaryRow::name).toList();
        long behind = gan.generator().summary().stream()
                .skip(names.indexOf(layer) + 1L)
                .mapToLong(SummaryRow::multiplyAdds)
                .sum();
        long judging = gan.discriminator().summary().stream()
                .mapToLong(SummaryRow::multiplyAdds)
                .sum();
        return Math.clamp(MULTIPLY_ADDS / ((behind + judging) * made.size(0)), LEAST, MOST);
    }

    /**
     * Each unit of these gone.
     *
     * @param logits what D has just said to the images, (N)
     */
    Without of(int[] units, Tensor logits) {
        SecondLook second = new SecondLook(forward, gan.discriminator());
        SecondLook.Judged judged = second.just(made);
        List<Outcome> outcomes = Arrays.stream(units)
                .mapToObj(unit -> without(unit, second, judged))
                .sorted(Comparator.comparingDouble(outcome -> -outcome.gone().change()))
                .toList();
        ByteArrayOutputStream strongest = new ByteArrayOutputStream();
        outcomes.stream().limit(PICTURES).forEach(outcome -> strongest.writeBytes(outcome.pixels()));
        ImageShape shape = shape(made);
        return new Without(
                verdict(logits.detach()),
                outcomes.stream().map(Outcome::gone).toList(),
                new Sketch(shape, PICTURES).of(new Pictures(shape, strongest.toByteArray())));
    }

    private Outcome without(int unit, SecondLook second, SecondLook.Judged judged) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor rest = output.clone();
            rest.select(1, unit).zero_();
            Tensor images = forward.probeOnward(gan.generator(), layer, rest);
            Tensor one = images.narrow(0, image, 1);
            double change =
                    LEVELS * Images.mean(one.sub(made.narrow(0, image, 1)).abs());
            return new Outcome(new Gone(unit, change, verdict(second.now(judged, images))), Images.toBytes(one));
        }
    }

    private double verdict(Tensor logits) {
        return TensorBytes.doubles(loss.shown(logits))[image];
    }

    /** The shape of each image of a batch. */
    static ImageShape shape(Tensor images) {
        return new ImageShape(
                Math.toIntExact(images.size(1)), Math.toIntExact(images.size(2)), Math.toIntExact(images.size(3)));
    }
}
