package dev.gannet.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The minimax game itself: G minimises log(1 - D(G(z))), whose gradient vanishes when D is sure.
 *
 * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014, eq. 1 and algorithm 1</a>
 */
public record Saturating() implements AdversarialLoss {
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
        return torch.softplus(fake).neg(); // log(1 - sigmoid(a)) = -softplus(a)
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
