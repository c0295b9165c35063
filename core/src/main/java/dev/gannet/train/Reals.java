package dev.gannet.train;

import dev.gannet.config.Device;
import dev.gannet.config.ImageShape;
import dev.gannet.config.KnownClass;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.Batch;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Real images from bytes to what D sees.
 *
 * @param image their shape
 * @param mirror whether every other one is shown left to right, by chance
 * @param noise the chance
 * @param labels the class of each, if networks are told
 * @param device where D is
 */
record Reals(ImageShape image, boolean mirror, Noise noise, Optional<Classes> labels, Device device) {
    /**
     * Those of a run.
     *
     * @throws UserException (data) if its networks are told of classes that are not those of {@code source}
     */
    static Reals of(RunConfig config, ImageSource source) {
        List<String> told =
                config.recipe().classes().stream().map(KnownClass::name).toList();
        Optional<Classes> labels = told.isEmpty() ? Optional.empty() : source.labels();
        List<String> found = labels.map(Classes::names).orElse(List.of());
        if (!told.equals(found)) {
            throw new UserException(
                    Kind.DATA,
                    "the networks are told of %d classes (%s), and the images have %s; train a new run on these"
                            .formatted(told.size(), some(told), found.isEmpty() ? "no labels" : some(found)));
        }
        boolean mirror = config.recipe().game().mirror();
        return new Reals(config.image(), mirror, new Noise(config.seed()), labels, config.device());
    }

    private static String some(List<String> names) {
        int shown = 5;
        return String.join(", ", names.subList(0, Math.min(shown, names.size())))
                + (names.size() > shown ? " and %,d more".formatted(names.size() - shown) : "");
    }

    /**
     * A batch; the same whenever it is taken.
     *
     * @param position its number in the run
     * @return (N, C, H, W) in [-1, 1], on the run's device
     */
    Tensor of(Batch batch, long position) {
        Tensor images = Images.toTensor(batch.pixels(), batch.count(), image, device);
        if (!mirror) {
            return images;
        }
        Tensor turned = noise.uniform(Noise.Stream.MIRROR, position, batch.count(), 1, 1, 1)
                .lt(new Scalar(0.5f));
        return torch.where(Placement.on(device, turned), images.flip(3), images);
    }

    /** The class of each image of a batch, (N) int64, attached to the current scope; nothing if networks are not told. */
    Optional<Tensor> classes(Batch batch) {
        return labels.map(known -> Tensor.create(
                Arrays.stream(batch.indices()).mapToLong(known::of).toArray()));
    }
}
