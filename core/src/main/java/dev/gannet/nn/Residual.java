package dev.gannet.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Changes the size of an image by two and adds what it has learned to what it was: the sum lets errors pass straight through
 * (He et al. 2016, arXiv 1603.05027). Named after what it does to the size.
 */
public sealed interface Residual extends Layer {
    /**
     * Doubles height and width: y = mix(x) stretched + refine(double(x)), every convolution after {@link PixelNorm} and a
     * leaky ReLU.
     *
     * @param twice doubles the size on the learned path
     * @param refine works on what it has made; nothing does if empty
     * @param mix brings the straight path to as many channels; needed only if their number changes
     */
    record Up(ConvTranspose twice, Optional<Refine> refine, Optional<Mix> mix) implements Residual {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor straight = stretched(mix.map(layer -> layer.forward(x, pass)).orElse(x));
            Tensor doubled = twice.forward(active(PixelNorm.of(x)), pass);
            Tensor learned = refine.map(layer -> layer.forward(active(PixelNorm.of(doubled)), pass))
                    .orElse(doubled);
            return straight.add(learned);
        }

        private static Tensor stretched(Tensor x) {
            long[] size = {x.size(2) * 2, x.size(3) * 2};
            return x.is_cuda() ? Stretched.twice(x) : torch.upsample_bilinear2d(x, size, false);
        }

        @Override
        public Map<String, Tensor> parameters() {
            return named("twice", twice, refine, mix, Layer::parameters);
        }

        @Override
        public Map<String, Tensor> kernels() {
            return named("twice", twice, refine, mix, Layer::kernels);
        }

        @Override
        public long[] outputShape(long[] in) {
            return twice.outputShape(in);
        }

        @Override
        public long multiplyAdds(long[] in) {
            long[] out = twice.outputShape(in);
            return twice.multiplyAdds(in)
                    + refine.map(layer -> layer.multiplyAdds(out)).orElse(0L)
                    + mix.map(layer -> layer.multiplyAdds(in)).orElse(0L);
        }

        @Override
        public String describe() {
            return "Residual, twice as large";
        }
    }

    /**
     * Halves height and width: y = (mix(mean of 2x2 pixels of x) + half(refine(x))) / sqrt 2, every convolution of the learned
     * path after a leaky ReLU. Without any normalisation: a penalty on D's slope is a statement about single images.
     *
     * @param refine works on the image before it shrinks; nothing does if empty
     * @param half halves the size on the learned path
     * @param mix brings the straight path to as many channels; needed only if their number changes
     */
    record Down(Optional<Refine> refine, Conv half, Optional<Mix> mix) implements Residual {
        private static final double KEEPS_THE_VARIANCE = Math.sqrt(0.5);

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor mean = torch.avg_pool2d(x, 2, 2);
            Tensor straight = mix.map(layer -> layer.forward(mean, pass)).orElse(mean);
            Tensor first = active(x);
            Tensor refined =
                    refine.map(layer -> active(layer.forward(first, pass))).orElse(first);
            return straight.add(half.forward(refined, pass)).mul(new Scalar(KEEPS_THE_VARIANCE));
        }

        @Override
        public Map<String, Tensor> parameters() {
            return named("half", half, refine, mix, Layer::parameters);
        }

        @Override
        public Map<String, Tensor> kernels() {
            return named("half", half, refine, mix, Layer::kernels);
        }

        @Override
        public long[] outputShape(long[] in) {
            return half.outputShape(in);
        }

        @Override
        public long multiplyAdds(long[] in) {
            long[] small = {in[0], in[1] / 2, in[2] / 2};
            return half.multiplyAdds(in)
                    + refine.map(layer -> layer.multiplyAdds(in)).orElse(0L)
                    + mix.map(layer -> layer.multiplyAdds(small)).orElse(0L);
        }

        @Override
        public String describe() {
            return "Residual, half as large";
        }
    }

    /** Not in place: the straight path needs the numbers as they were. */
    private static Tensor active(Tensor x) {
        return torch.leaky_relu(x, new Scalar(0.2));
    }

    private static Map<String, Tensor> named(
            String resampling,
            Layer layer,
            Optional<Refine> refine,
            Optional<Mix> mix,
            Function<Layer, Map<String, Tensor>> weights) {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        weights.apply(layer).forEach((name, tensor) -> all.put(resampling + "." + name, tensor));
        refine.ifPresent(inner -> weights.apply(inner).forEach((name, tensor) -> all.put("refine." + name, tensor)));
        mix.ifPresent(inner -> weights.apply(inner).forEach((name, tensor) -> all.put("mix." + name, tensor)));
        return all;
    }
}
