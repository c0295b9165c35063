package dev.gannet.metric;

import dev.gannet.tensor.StepScope;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The directions along which real features differ most (principal components), to be fitted on the real pictures alone and
 * then used for both sets: fewer dimensions need fewer pictures.
 *
 * @param mean (d) of the real features
 * @param axes (d, kept) orthonormal columns, the widest first
 * @param kept at most d
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Principal(double[] mean, double[] axes, int kept) {
    /** The {@code most} widest directions of these features, or as many as they have dimensions. */
    public static Principal of(Features real, int most) {
        Moments moments = Moments.of(real);
        int kept = Math.min(most, real.dims());
        try (StepScope scope = StepScope.open()) {
            Tensor axes = torch.linalg_eigh(moments.covariance()).get1(); // the narrowest first
            Tensor widest = axes.narrow(1, real.dims() - kept, kept).flip(1);
            return new Principal(moments.mu(), Moments.numbers(widest), kept);
        }
    }

    /** Where features lie along the directions: (N, kept). */
    public Features of(Features features) {
        if (features.dims() != mean.length) {
            throw new IllegalArgumentException(
                    "features of %d numbers: expected %d, as the principal directions were fitted"
                            .formatted(features.dims(), mean.length));
        }
        try (StepScope scope = StepScope.open()) {
            Tensor centred = features.tensor().sub(Tensor.create(mean, mean.length));
            Tensor along =
                    torch.mm(centred, Tensor.create(axes, mean.length, kept)).to(ScalarType.Float);
            float[] out = new float[features.count() * kept];
            FloatBuffer buffer = along.createBuffer();
            buffer.get(out);
            return new Features(out, features.count(), kept);
        }
    }
}
