package dev.gannet.loss;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** An error on how steep D is. Its backward pass goes through D's backward pass. */
public sealed interface Penalty permits GradientPenalty, ZeroCentred {
    /** Whether it is computed in this step, counted from 0. */
    boolean isDue(long step);

    /**
     * The images at which D's slope is looked at.
     *
     * @param real (N, C, H, W)
     * @param fake (N, C, H, W)
     * @param where makes (N, 1, 1, 1) in [0, 1), for who needs it
     * @return each (N, C, H, W), new leaves that require gradients
     */
    List<Tensor> points(Tensor real, Tensor fake, Supplier<Tensor> where);

    /**
     * The penalty per image.
     *
     * @param images (N, C, H, W), one of {@link #points}
     * @param logits (N), D's output on {@code images}
     * @return (N), 0 or more
     */
    Tensor of(Tensor images, Tensor logits);

    /** The slope of each logit at its own image, (N, C, H, W), with its graph. */
    static Tensor slope(Tensor images, Tensor logits) {
        return torch.grad(
                        new TensorVector(logits.sum()),
                        new TensorVector(images),
                        new TensorVector(),
                        new BoolOptional(true),
                        true,
                        false)
                .get(0);
    }
}
