package dev.gannet.nn;

import dev.gannet.tensor.Autocast;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * As {@link Score}, of an image and the class that it is said to be of: to the features' product with one weight comes that
 * with a weight of the class.
 *
 * @param weight (1, channels, h, w)
 * @param classes (classes, channels, h, w)
 * @see <a href="https://arxiv.org/abs/1802.05637">Miyato and Koyama 2018, equation 3</a>
 */
public record ClassScore(Tensor weight, Tensor classes) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        try (Autocast float32 = Autocast.off()) {
            Tensor both = Score.flat(weight).add(ClassCode.of(Score.flat(classes), pass)); // (N, features)
            return Score.flat(x).mul(both).sum(1); // (N)
        }
    }

    @Override
    public Map<String, Tensor> parameters() {
        return new TreeMap<>(Map.of("classes", classes, "weight", weight));
    }

    @Override
    public Map<String, Tensor> kernels() {
        return Map.of("weight", weight);
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel();
    }

    @Override
    public String describe() {
        return "Score by class";
    }
}
