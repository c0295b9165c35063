package dev.gannet.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One more channel: how much the images next to each other in the batch differ, one number for each group of up to eight. A
 * forger who makes one image again and again is found out at once.
 *
 * @see <a href="https://arxiv.org/abs/1710.10196">Karras et al. 2018, section 3</a>
 */
public record MinibatchSpread() implements Layer {
    private static final int GROUP = 8;
    private static final double EPSILON = 1e-8;

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        long n = x.size(0);
        long group = group(n);
        Tensor groups = x.to(ScalarType.Float).reshape(n / group, group, x.size(1), x.size(2), x.size(3));
        Tensor spread = groups.sub(groups.mean(new long[] {1}, true, new ScalarTypeOptional()))
                .square()
                .mean(1)
                .add(new Scalar(EPSILON))
                .sqrt()
                .mean(1, 2, 3); // (N / group)
        Tensor channel = spread.reshape(n / group, 1, 1, 1, 1)
                .expand(n / group, group, 1, x.size(2), x.size(3))
                .reshape(n, 1, x.size(2), x.size(3))
                .to(x.scalar_type());
        return torch.cat(new TensorVector(x, channel), 1);
    }

    /** The largest number up to eight that divides the batch. */
    private static long group(long n) {
        for (long size = Math.min(GROUP, n); size > 1; size--) {
            if (n % size == 0) {
                return size;
            }
        }
        return 1;
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {in[0] + 1, in[1], in[2]};
    }

    @Override
    public String describe() {
        return "Minibatch spread";
    }
}
