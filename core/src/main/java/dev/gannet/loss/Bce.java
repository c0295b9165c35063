package dev.gannet.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Binary cross-entropy on logits, with the non-saturating generator: -log D(x) - log(1 - D(G(z))) and -log D(G(z)).
 * Written as softplus, which neither overflows nor takes the logarithm of 0.
 *
 * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014, section 3</a>
 */
public record Bce() implements AdversarialLoss {
    @Override
    public Tensor onReal(Tensor logits, Tensor fake) {
        return torch.softplus(logits.neg());
    }

    @Override
    public Tensor onFake(Tensor logits, Tensor real) {
        return torch.softplus(logits);
    }

    @Override
    public Tensor generator(Tensor fake, Tensor real) {
        return torch.softplus(fake.neg());
    }

    @Override
    public Tensor verdict(Tensor logits) {
        return torch.sigmoid(logits);
    }

    @Override
    public boolean probability() {
        return true;
    }
}
