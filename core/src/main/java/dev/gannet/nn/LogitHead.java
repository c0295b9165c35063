package dev.gannet.nn;

import dev.gannet.tensor.Autocast;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Features to one logit per image, in float32 as {@link Score} is.
 *
 * @param linear from the features to 1
 */
public record LogitHead(Linear linear) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        try (Autocast float32 = Autocast.off()) {
            return linear.forward(x.to(ScalarType.Float), pass).flatten(); // (N)
        }
    }

    @Override
    public Map<String, Tensor> parameters() {
        return linear.parameters();
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return linear.multiplyAdds(in);
    }

    @Override
    public String describe() {
        return "Score";
    }
}
