package dev.gannet.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Half the squared distance to the targets 1 and 0; D's output is the verdict itself.
 *
 * @see <a href="https://arxiv.org/abs/1611.04076">Mao et al. 2017, eqs. 2 and 9</a>
 */
public record LeastSquares() implements AdversarialLoss {
    @Override
    public Tensor onReal(Tensor logits, Tensor fake) {
        return halfSquare(logits.sub(new Scalar(1f)));
    }

    @Override
    public Tensor onFake(Tensor logits, Tensor real) {
        return halfSquare(logits);
    }

    @Override
    public Tensor generator(Tensor fake, Tensor real) {
        return halfSquare(fake.sub(new Scalar(1f)));
    }

    @Override
    public Tensor verdict(Tensor logits) {
        return logits.clamp(new ScalarOptional(new Scalar(0f)), new ScalarOptional(new Scalar(1f)));
    }

    @Override
    public boolean probability() {
        return true;
    }

    @Override
    public double boundary() {
        return 0.5;
    }

    private static Tensor halfSquare(Tensor distance) {
        return distance.square().mul(new Scalar(0.5f));
    }
}
