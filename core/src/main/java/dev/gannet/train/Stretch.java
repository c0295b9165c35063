package dev.gannet.train;

import dev.gannet.model.Gan;
import dev.gannet.nn.Net;
import dev.gannet.tensor.StepScope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The largest singular values of weights, as matrices of their first axis by the rest: how far a layer can stretch what it is
 * given. By power iteration, which comes from below and is within a few percent after these rounds: enough to see them double.
 */
final class Stretch {
    private static final int ROUNDS = 8;

    private Stretch() {}

    /** Of all weights of two axes or more, by network and name, such as {@code D score.weight}. */
    static Map<String, Double> of(Gan gan) {
        Map<String, Double> all = new TreeMap<>();
        for (Net net : List.of(gan.generator(), gan.discriminator())) {
            net.parameters().forEach((name, weight) -> {
                if (weight.ndimension() > 1) {
                    all.put(net.name() + " " + name, of(weight));
                }
            });
        }
        return all;
    }

    /** Of one weight; 0 if it is 0. */
    static double of(Tensor weight) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor whole = weight.detach();
            // the order of columns does not matter, and this one is the weight's own
            Tensor ordered = whole.ndimension() == 4 ? whole.permute(0, 2, 3, 1) : whole;
            Tensor matrix = ordered.reshape(weight.size(0), -1);
            Tensor rows = matrix.square().sum(1);
            Tensor at = matrix.select(0, rows.argmax().item_long()); // a row that is long is not at right angles to it
            for (int i = 0; i < ROUNDS; i++) {
                at = matrix.t().mv(matrix.mv(unit(at)));
            }
            double value = matrix.mv(unit(at)).norm().item_float();
            return Double.isNaN(value) ? 0 : value;
        }
    }

    private static Tensor unit(Tensor vector) {
        return torch.div(vector, vector.norm());
    }
}
