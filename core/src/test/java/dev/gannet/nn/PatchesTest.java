package dev.gannet.nn;

import static dev.gannet.Tensors.doubles;
import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Scoped;
import dev.gannet.config.Precision;
import dev.gannet.tensor.Autocast;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Convolutions as products over patches against libtorch's own in float32. All numbers are small and whole and most are 0, so
 * that bf16 holds every sum exactly.
 */
@ExtendWith(Scoped.class)
class PatchesTest {
    private static final Pass PASS = new Pass.Probe();
    /** One in so many is a whole number from -4 to 4, the others are 0. */
    private static Tensor whole(long seed, int oneIn, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(LongStream.of(shape).reduce(1, (one, other) -> one * other))];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(oneIn) == 0 ? random.nextInt(-4, 5) : 0;
        }
        Tensor tensor = of(values, shape);
        return shape.length == 4 ? tensor.contiguous(MemoryFormat.ChannelsLast) : tensor;
    }

    /** Output, and what comes back from it: gradients of the input, the weights and the bias. */
    private record Outcome(double[] output, double[] input, double[] weight, double[] bias) {
        static Outcome in(Precision precision, Tensor x, Tensor weight, Tensor bias, UnaryOperator<Tensor> layer) {
            Tensor in = x.detach().requires_grad_(true);
            Tensor y;
            try (Autocast region = Autocast.region(precision)) {
                y = layer.apply(in).to(ScalarType.Float);
            }
            Tensor weighed = whole(5, 500, y.shape());
            y.mul(weighed).sum().backward();
            Outcome outcome = new Outcome(doubles(y), doubles(in.grad()), doubles(weight.grad()), doubles(bias.grad()));
            weight.mutable_grad().reset();
            bias.mutable_grad().reset();
            return outcome;
        }

        void assertEquals(Outcome other) {
            assertThat(Arrays.mismatch(output, other.output)).as("output").isEqualTo(-1);
            assertThat(Arrays.mismatch(input, other.input)).as("input").isEqualTo(-1);
            assertThat(Arrays.mismatch(weight, other.weight)).as("weight").isEqualTo(-1);
            assertThat(Arrays.mismatch(bias, other.bias)).as("bias").isEqualTo(-1);
        }
    }

    private static void assertSame(Tensor x, Tensor weight, Tensor bias, UnaryOperator<Tensor> layer) {
        Outcome products = Outcome.in(Precision.BF16, x, weight, bias, layer);
        assertThat(DoubleStream.of(products.output)).anyMatch(value -> value != 0);
        assertThat(DoubleStream.of(products.input)).anyMatch(value -> value != 0);
        products.assertEquals(Outcome.in(Precision.FP32, x, weight, bias, layer));
    }

    @Test
    void a_convolution_is_a_product_over_patches() {
        Tensor weight = whole(1, 1, 256, 256, 4, 4).requires_grad_(true);
        Tensor bias = whole(2, 1, 256).requires_grad_(true);
        Layer conv = new Conv(weight, Optional.of(bias));
        assertSame(whole(3, 500, 3, 256, 4, 8), weight, bias, x -> conv.forward(x, PASS));
    }

    @Test
    void a_transposed_convolution_is_one_as_well() {
        Tensor weight = whole(1, 1, 256, 256, 4, 4).requires_grad_(true);
        Tensor bias = whole(2, 1, 256).requires_grad_(true);
        Layer conv = new ConvTranspose(weight, Optional.of(bias));
        assertSame(whole(3, 500, 3, 256, 2, 4), weight, bias, x -> conv.forward(x, PASS));
    }

    @Test
    void products_are_for_bf16_with_many_weights_on_few_pixels() {
        Tensor many = torch.zeros(256, 256, 4, 4);
        assertThat(Patches.pay(many, 16)).isFalse();
        try (Autocast region = Autocast.region(Precision.BF16)) {
            assertThat(Patches.pay(many, 16)).isTrue();
            assertThat(Patches.pay(many, 32)).isFalse();
            assertThat(Patches.pay(torch.zeros(128, 256, 4, 4), 16)).isFalse();
            try (Autocast island = Autocast.off()) {
                assertThat(Patches.pay(many, 16)).isFalse();
            }
        }
    }
}
