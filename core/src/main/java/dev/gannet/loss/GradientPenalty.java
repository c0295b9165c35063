package dev.gannet.loss;

import dev.gannet.tensor.Placement;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Holds a critic's slope near 1: lambda (|grad D(x)| - 1)^2 at images between real and made ones.
 *
 * @param lambda weight, above 0
 * @see <a href="https://arxiv.org/abs/1704.00028">Gulrajani et al. 2017, eq. 3 and algorithm 1</a>
 */
public record GradientPenalty(double lambda) implements Penalty {
    @Override
    public boolean isDue(long step) {
        return true;
    }

    /** On the straight line between a real and a made image. */
    @Override
    public List<Tensor> points(Tensor real, Tensor fake, Supplier<Tensor> where) {
        Tensor mixed = fake.detach().lerp(real.detach(), Placement.beside(real, where.get()));
        mixed.requires_grad_(true);
        return List.of(mixed);
    }

    @Override
    public Tensor of(Tensor images, Tensor logits) {
        Tensor norm = Penalty.slope(images, logits)
                .flatten(1, -1)
                .square()
                .sum(1)
                .add(new Scalar(1e-12))
                .sqrt();
        return norm.sub(new Scalar(1f)).square().mul(new Scalar(lambda));
    }
}
