package dev.gannet.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Scoped;
import dev.gannet.config.Precision;
import dev.gannet.tensor.Autocast;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions from and to grey images against the same in float64, which oneDNN has no part in. */
@ExtendWith(Scoped.class)
class LoneTest {
    private static final Pass PASS = new Pass.Probe();

    private record Outcome(Tensor output, Tensor input, Tensor weight) {
        static Outcome of(Function<Tensor, Layer> layer, Tensor x, Tensor weight) {
            Tensor in = x.detach().requires_grad_(true);
            Tensor held = weight.detach().requires_grad_(true);
            Tensor y = layer.apply(held).forward(in, PASS);
            y.to(ScalarType.Double).square().sum().backward();
            return new Outcome(y.detach(), in.grad(), held.grad());
        }

        void assertNear(Outcome exact, double share) {
            assertNear(output, exact.output, share);
            assertNear(input, exact.input, share);
            assertNear(weight, exact.weight, share);
        }

        private static void assertNear(Tensor got, Tensor exact, double share) {
            double largest = exact.abs().max().item_double();
            assertThat(largest).isPositive();
            assertThat(got.to(ScalarType.Double).sub(exact).abs().max().item_double())
                    .isLessThan(share * largest);
        }
    }

    private static Tensor whole(long... shape) {
        return torch.randint(-3, 4, shape).to(ScalarType.Float).contiguous(MemoryFormat.ChannelsLast);
    }

    private static void assertRight(Function<Tensor, Layer> layer, Precision precision, Tensor x, Tensor weight) {
        Outcome exact = Outcome.of(layer, x.to(ScalarType.Double), weight.to(ScalarType.Double));
        try (Autocast region = Autocast.region(precision)) {
            Outcome.of(layer, x, weight).assertNear(exact, precision == Precision.FP32 ? 1e-5 : 0.02);
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, 1", "FP32, 8", "FP32, 64", "BF16, 2", "BF16, 8", "BF16, 64"})
    void grey_images_go_in_and_come_out(Precision precision, long channels) {
        for (long side : new long[] {8, 32}) {
            assertRight(Conv::new, precision, whole(3, 1, side, side), whole(channels, 1, 4, 4));
            assertRight(
                    ConvTranspose::new, precision, whole(3, channels, side / 2, side / 2), whole(channels, 1, 4, 4));
        }
    }
}
