package dev.gannet.loss;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * R1 and R2: D is to be flat at real images and at made ones, gamma / 2 |grad D(x)|^2. Without it the game has no resting
 * point that it finds.
 *
 * @param gamma weight, above 0
 * @param every computed every so many steps, and then so many times as heavy
 * @see <a href="https://arxiv.org/abs/1801.04406">Mescheder et al. 2018, eqs. 9 and 10</a>
 * @see <a href="https://arxiv.org/abs/1912.04958">Karras et al. 2020, section 3.1 (lazily)</a>
 */
public record ZeroCentred(double gamma, int every) implements Penalty {
    @Override
    public boolean isDue(long step) {
        return step % every == 0;
    }

    @Override
    public List<Tensor> points(Tensor real, Tensor fake, Supplier<Tensor> where) {
        return List.of(leaf(real), leaf(fake));
    }

    private static Tensor leaf(Tensor images) {
        Tensor leaf = images.detach().clone();
        leaf.requires_grad_(true);
        return leaf;
    }

    @Override
    public Tensor of(Tensor images, Tensor logits) {
        return Penalty.slope(images, logits).flatten(1, -1).square().sum(1).mul(new Scalar(gamma / 2 * every));
    }
}
