package dev.gannet.loss;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Holds a critic's slope near 1: lambda (|grad D(x)| - 1)^2 at images between real and made ones.
 *
 * @param lambda weight, above 0
 * @see <a href="https://arxiv.org/abs/1704.00028">Gulrajani et al. 2017, eq. 3 and algorithm 1</a>
 */
public record GradientPenalty(double lambda) {
    /**
     * The images at which the slope is taken, on the straight line between a real and a made image.
     *
     * @param real (N, C, H, W)
     * @param fake (N, C, H, W)
     * @param where (N, 1, 1, 1) in [0, 1)
     * @return (N, C, H, W), a new leaf that requires gradients
     */
    public Tensor between(Tensor real, Tensor fake, Tensor where) {
        Tensor mixed = fake.detach().lerp(real.detach(), where);
        mixed.requires_grad_(true);
        return mixed;
    }

    /**
     * The penalty per image; its backward pass goes through D's backward pass.
     *
     * @param images (N, C, H, W), requires gradients
     * @param logits (N), D's output on {@code images}
     * @return (N), 0 or more
     */
    public Tensor of(Tensor images, Tensor logits) {
        TensorVector slopes = torch.grad(
                new TensorVector(logits.sum()),
                new TensorVector(images),
                new TensorVector(),
                new BoolOptional(true),
                true,
                false);
        Tensor norm = slopes.get(0)
                .flatten(1, -1)
                .square()
                .sum(1)
                .add(new Scalar(1e-12))
                .sqrt();
        return norm.sub(new Scalar(1f)).square().mul(new Scalar(lambda));
    }
}
