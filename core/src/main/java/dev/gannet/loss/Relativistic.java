package dev.gannet.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * D compares: softplus(D(G(z)) - D(x)) for each pair of a made and a real image, and G the other way round. A forger who makes
 * one thing only loses against every other real image, so that there is no reason to collapse. What only pairs can tell has no
 * zero: a small error on the mean of each pair keeps it there, so that 0 means "as real as made".
 *
 * @see <a href="https://arxiv.org/abs/2501.05441">Huang et al. 2024, eq. 2; the small error is that of Karras et al. 2018,
 *     appendix A.1</a>
 */
public record Relativistic() implements AdversarialLoss {
    private static final double DRIFT = 1e-3;

    @Override
    public Tensor onReal(Tensor real, Tensor fake) {
        return half(real, fake);
    }

    @Override
    public Tensor onFake(Tensor fake, Tensor real) {
        return half(real, fake);
    }

    /** A pair's error belongs to both of its images alike. */
    private static Tensor half(Tensor real, Tensor fake) {
        Tensor middle = real.add(fake).mul(new Scalar(0.5f));
        return torch.softplus(fake.sub(real))
                .add(middle.square().mul(new Scalar(DRIFT)))
                .mul(new Scalar(0.5f));
    }

    @Override
    public Tensor generator(Tensor fake, Tensor real) {
        return torch.softplus(real.sub(fake));
    }

    /** The probability that the image is more real than one at which D is at a loss. */
    @Override
    public Tensor verdict(Tensor logits) {
        return torch.sigmoid(logits);
    }

    @Override
    public boolean probability() {
        return false;
    }
}
