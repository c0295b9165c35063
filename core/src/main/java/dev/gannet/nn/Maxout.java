package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The largest of several linear functions, per unit (Goodfellow et al. 2013, arXiv 1302.4389).
 *
 * @param linear from the input to units times pieces
 * @param pieces linear functions of a unit
 */
public record Maxout(Linear linear, int pieces) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        Tensor all = linear.forward(x, pass); // (N, units * pieces)
        return all.view(all.size(0), all.size(1) / pieces, pieces).amax(new long[] {2}, false); // (N, units)
    }

    @Override
    public Map<String, Tensor> parameters() {
        return linear.parameters();
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {linear.weight().size(0) / pieces};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return linear.multiplyAdds(in);
    }

    @Override
    public String describe() {
        return "Maxout, %d pieces".formatted(pieces);
    }
}
