package dev.gannet.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Another loss, whose target for real images is below 1: what it costs on average if a real image is called made now and then.
 * For cross-entropy that is cross-entropy with the target itself; for least squares it has the same slope.
 *
 * @param of the loss, with targets 0 and 1
 * @param target of real images, above 0, at most 1: the share of them that is called real
 * @see <a href="https://arxiv.org/abs/1606.03498">Salimans et al. 2016, section 3.4</a>
 */
public record Smoothed(AdversarialLoss of, double target) implements AdversarialLoss {
    @Override
    public Tensor onReal(Tensor logits, Tensor fake) {
        Tensor called = of.onReal(logits, fake).mul(new Scalar(target));
        return called.add(of.onFake(logits, fake).mul(new Scalar(1 - target)));
    }

    @Override
    public Tensor onFake(Tensor logits, Tensor real) {
        return of.onFake(logits, real);
    }

    @Override
    public Tensor generator(Tensor fake, Tensor real) {
        return of.generator(fake, real);
    }

    @Override
    public Tensor verdict(Tensor logits) {
        return of.verdict(logits);
    }

    @Override
    public boolean probability() {
        return of.probability();
    }

    @Override
    public double boundary() {
        return of.boundary();
    }
}
