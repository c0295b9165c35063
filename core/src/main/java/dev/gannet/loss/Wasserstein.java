package dev.gannet.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * D is a critic: its mean score on real images less that on made ones estimates the distance between the two. Needs
 * {@link GradientPenalty}.
 *
 * @see <a href="https://arxiv.org/abs/1704.00028">Gulrajani et al. 2017, eq. 3</a>
 */
public record Wasserstein() implements AdversarialLoss {
    @Override
    public Tensor onReal(Tensor logits, Tensor fake) {
        return logits.neg();
    }

    @Override
    public Tensor onFake(Tensor logits, Tensor real) {
        return logits.clone();
    }

    @Override
    public Tensor generator(Tensor fake, Tensor real) {
        return fake.neg();
    }

    /** The score itself: a critic knows no probability. */
    @Override
    public Tensor verdict(Tensor logits) {
        return logits.clone();
    }

    @Override
    public boolean probability() {
        return false;
    }
}
