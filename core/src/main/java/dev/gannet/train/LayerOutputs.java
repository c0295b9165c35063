package dev.gannet.train;

import dev.gannet.nn.Net;
import dev.gannet.tensor.StepScope;
import dev.gannet.trace.LayerOutput;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Measures what comes out of each layer, pass by pass. */
final class LayerOutputs implements Net.Outputs {
    private final List<LayerOutput> layers = new ArrayList<>();

    @Override
    public void of(String name, String kind, Tensor output) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor values = output.detach().to(ScalarType.Float);
            List<Long> shape = new ArrayList<>();
            for (int axis = 1; axis < values.dim(); axis++) {
                shape.add(values.size(axis));
            }
            double mean = values.mean().item_float();
            double square = values.square().mean().item_float();
            double zeros = values.eq(new Scalar(0f)).to(ScalarType.Float).mean().item_float();
            double deviation = Math.sqrt(Math.max(0, square - mean * mean));
            layers.add(new LayerOutput(name, kind, List.copyOf(shape), mean, deviation, zeros));
        }
    }

    /** The layers since this was last asked. */
    List<LayerOutput> take() {
        List<LayerOutput> all = List.copyOf(layers);
        layers.clear();
        return all;
    }
}
