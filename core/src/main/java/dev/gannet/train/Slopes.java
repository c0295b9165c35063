package dev.gannet.train;

import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Slopes beside the one that a step takes: the graph is kept, no weight's gradient is touched. */
final class Slopes {
    private Slopes() {}

    /**
     * The slope of a number along a tensor.
     *
     * @param number (), with its graph, which is kept
     * @param along a part of that graph
     * @return of the shape of {@code along}, in the current scope
     */
    static Tensor of(Tensor number, Tensor along) {
        return torch.grad(
                        new TensorVector(number),
                        new TensorVector(along),
                        new TensorVector(),
                        new BoolOptional(true),
                        false,
                        false)
                .get(0);
    }

    /** How much of D's slope an error passes on: the mean of |its slope along an image's logit|, of logits (N). */
    static double passedOn(Tensor error, Tensor logits) {
        double sum = 0;
        for (double slope : TensorBytes.doubles(of(error, logits).detach())) {
            sum += Math.abs(slope); // of a mean's slopes, 1/N each
        }
        return sum;
    }

    /** The median norm of a logit's slope along its image: logits (N), images (N, ...). */
    static double steepness(Tensor logits, Tensor images) {
        double[] norms = normsPerImage(of(logits.sum(), images));
        Arrays.sort(norms);
        return norms[norms.length / 2];
    }

    /** (N, ...) to N norms. */
    static double[] normsPerImage(Tensor slopes) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            return TensorBytes.doubles(flat(slopes).square().sum(1).sqrt());
        }
    }

    /** The cosine between two tensors (N, ...), image by image; 0 where either is 0. */
    static double[] cosinePerImage(Tensor a, Tensor b) {
        double[] product;
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            product = TensorBytes.doubles(flat(a).mul(flat(b)).sum(1));
        }
        double[] normA = normsPerImage(a);
        double[] normB = normsPerImage(b);
        for (int i = 0; i < product.length; i++) {
            double norms = normA[i] * normB[i];
            product[i] = norms == 0 ? 0 : product[i] / norms;
        }
        return product;
    }

    private static Tensor flat(Tensor values) {
        return values.detach().flatten(1, -1);
    }
}
