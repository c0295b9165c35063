package dev.gannet.nn;

import dev.gannet.tensor.Placement;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tells G which class it is to draw: behind each noise vector, a learned vector of its class, as long and with the same mean
 * square of 1, so that neither drowns the other.
 *
 * @param weight (classes, latent)
 * @see <a href="https://arxiv.org/abs/1411.1784">Mirza and Osindero 2014</a>
 */
public record ClassCode(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor z, Pass pass) {
        return torch.cat(new TensorVector(z, PixelNorm.of(of(weight, pass))), 1); // (N, 2 * latent)
    }

    /** The row of {@code table} that belongs to each input's class: (N, ...) of (classes, ...). */
    static Tensor of(Tensor table, Pass pass) {
        return table.index_select(
                0,
                pass.classes()
                        .map(classes -> Placement.beside(table, classes))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "a network of %d classes is to be told each input's: got none"
                                        .formatted(table.size(0)))));
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("weight", weight);
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {in[0] + weight.size(1)};
    }

    @Override
    public String describe() {
        return "Code of %d classes".formatted(weight.size(0));
    }
}
