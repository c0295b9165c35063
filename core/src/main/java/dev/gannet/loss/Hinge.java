package dev.gannet.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * D is content once real images score above 1 and made ones below -1; G raises its score without end.
 *
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al. 2018, eqs. 16 and 17</a>
 */
public record Hinge() implements AdversarialLoss {
    @Override
    public Tensor onReal(Tensor logits, Tensor fake) {
        return torch.relu(logits.neg().add(new Scalar(1f)));
    }

    @Override
    public Tensor onFake(Tensor logits, Tensor real) {
        return torch.relu(logits.add(new Scalar(1f)));
    }

    @Override
    public Tensor generator(Tensor fake, Tensor real) {
        return fake.neg();
    }

    @Override
    public Tensor verdict(Tensor logits) {
        return torch.sigmoid(logits);
    }

    @Override
    public boolean probability() {
        return false;
    }
}
