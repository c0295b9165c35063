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
        Tensor channel = switch (pass) {
            case Pass.Train _, Pass.Probe _, Pass.Again _, Pass.Eval _ -> channel(x);
            case Pass.Among(var _, long batch, long seat) -> {
                Tensor hosts = x.narrow(0, 0, batch);
                Tensor guests = x.narrow(0, batch, x.size(0) - batch);
                yield torch.cat(new TensorVector(channel(hosts), channelOfGuests(hosts, guests, seat)));
            }
        };
        return torch.cat(new TensorVector(x, channel), 1);
    }

    private static Tensor channel(Tensor x) {
        long n = x.size(0);
        long group = group(n);
        Tensor asInMemory = x.permute(0, 2, 3, 1); // then nothing is copied
        return channel(x, asInMemory.to(ScalarType.Float).reshape(n / group, group, -1));
    }

    /** That of a seat's group with each guest in the seat. */
    private static Tensor channelOfGuests(Tensor hosts, Tensor guests, long seat) {
        long group = group(hosts.size(0));
        long first = seat - seat % group;
        Tensor before = hosts.narrow(0, first, seat - first);
        Tensor after = hosts.narrow(0, seat + 1, first + group - seat - 1);
        Tensor others = torch.cat(new TensorVector(before, after))
                .unsqueeze(0)
                .expand(guests.size(0), group - 1, guests.size(1), guests.size(2), guests.size(3));
        Tensor groups = torch.cat(new TensorVector(others, guests.unsqueeze(1)), 1);
        return channel(guests, groups.to(ScalarType.Float).flatten(2, -1));
    }

    /** The spread of each of the groups (G, group, numbers) for every image of x (N, C, H, W), (N, 1, H, W). */
    private static Tensor channel(Tensor x, Tensor groups) {
        long count = groups.size(0);
        Tensor spread = groups.sub(groups.mean(new long[] {1}, true, new ScalarTypeOptional()))
                .square()
                .mean(1)
                .add(new Scalar(EPSILON))
                .sqrt()
                .mean(1); // (G)
        return spread.reshape(count, 1, 1, 1, 1)
                .expand(count, x.size(0) / count, 1, x.size(2), x.size(3))
                .reshape(x.size(0), 1, x.size(2), x.size(3))
                .to(x.scalar_type());
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
    public boolean seesNeighbours() {
        return true;
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
