package dev.gannet.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Batch normalisation over N, H and W (Ioffe and Szegedy 2015), momentum 0.1, epsilon 1e-5.
 *
 * @param weight (C), the scale
 * @param bias (C), the shift
 * @param runningMean (C), moved by training passes, used by evaluating ones
 * @param runningVar (C), likewise
 */
public record BatchNorm(Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVar) implements Layer {
    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    /** A layer for so many channels, scale from N(1, 0.02) as in the DCGAN tutorial. */
    public static BatchNorm of(Init init, long channels) {
        return new BatchNorm(
                init.normal(1, 0.02, channels),
                init.zeros(channels),
                init.buffer(0, channels),
                init.buffer(1, channels));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return switch (pass) {
            case Pass.Train _ -> normalise(x, new TensorOptional(runningMean), new TensorOptional(runningVar), true);
            case Pass.Probe _, Pass.Again _ -> normalise(x, new TensorOptional(), new TensorOptional(), true);
            case Pass.Among(var _, long batch, long _) ->
                among(x, x.narrow(0, 0, batch).to(ScalarType.Float));
            case Pass.Eval _ -> normalise(x, new TensorOptional(runningMean), new TensorOptional(runningVar), false);
        };
    }

    /** All of x by the numbers of a part of it. */
    private Tensor among(Tensor x, Tensor batch) {
        Tensor channels = batch.transpose(0, 1).flatten(1, -1); // (C, N H W)
        Tensor mean = channels.mean(1);
        Tensor variance = channels.sub(mean.unsqueeze(1)).square().mean(1);
        return normalise(x, new TensorOptional(mean), new TensorOptional(variance), false);
    }

    private Tensor normalise(Tensor x, TensorOptional mean, TensorOptional variance, boolean ofTheBatch) {
        return torch.batch_norm(
                x,
                new TensorOptional(weight),
                new TensorOptional(bias),
                mean,
                variance,
                ofTheBatch,
                MOMENTUM,
                EPSILON,
                false);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Layer.weightAndBias(weight, bias);
    }

    @Override
    public Map<String, Tensor> buffers() {
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        named.put("running_mean", runningMean);
        named.put("running_var", runningVar);
        return named;
    }

    @Override
    public boolean seesNeighbours() {
        return true;
    }

    @Override
    public String describe() {
        return "BatchNorm";
    }
}
