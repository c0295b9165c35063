package dev.gannet.bench;

import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The training loop of the PyTorch DCGAN tutorial at 64 pixels, written down as it stands there: float32, contiguous, a
 * backward pass for each of D's two losses, nothing frozen, libtorch's own Adam, losses read back in every step.
 */
final class TutorialLoop {
    private static final int LATENT = 100;
    private static final int WIDTH = 64;

    private final List<Tensor> weightsG = new ArrayList<>();
    private final List<Tensor> weightsD = new ArrayList<>();
    private final Adam adamG;
    private final Adam adamD;
    private final int batch;

    TutorialLoop(int batch) {
        this.batch = batch;
        int[] channelsG = {LATENT, WIDTH * 8, WIDTH * 4, WIDTH * 2, WIDTH, 3};
        int[] channelsD = {3, WIDTH, WIDTH * 2, WIDTH * 4, WIDTH * 8, 1};
        try (StepScope scope = StepScope.open()) {
            for (int i = 0; i < 5; i++) {
                add(
                        scope,
                        weightsG,
                        torch.randn(channelsG[i], channelsG[i + 1], 4, 4).mul_(new Scalar(0.02)));
                add(
                        scope,
                        weightsD,
                        torch.randn(channelsD[i + 1], channelsD[i], 4, 4).mul_(new Scalar(0.02)));
                if (i < 4) {
                    add(scope, weightsG, torch.ones(channelsG[i + 1]));
                    add(scope, weightsG, torch.zeros(channelsG[i + 1]));
                }
                if (i > 0 && i < 4) {
                    add(scope, weightsD, torch.ones(channelsD[i + 1]));
                    add(scope, weightsD, torch.zeros(channelsD[i + 1]));
                }
            }
            adamG = scope.keep(adam(weightsG));
            adamD = scope.keep(adam(weightsD));
        }
    }

    private static void add(StepScope scope, List<Tensor> weights, Tensor weight) {
        weight.requires_grad_(true);
        weights.add(scope.keep(weight));
    }

    private static Adam adam(List<Tensor> weights) {
        AdamOptions options = new AdamOptions(2e-4);
        options.betas().put(0, 0.999); // JavaCPP shows the C++ tuple in reverse on Linux
        options.betas().put(1, 0.5);
        return new Adam(new TensorVector(weights.toArray(new Tensor[0])), options);
    }

    /** One step; returns D's loss as the tutorial prints it. */
    float step(Tensor real) {
        try (StepScope scope = StepScope.open()) {
            adamD.zero_grad();
            Tensor lossReal = torch.binary_cross_entropy_with_logits(discriminate(real), torch.ones(batch));
            lossReal.backward();
            Tensor fake = generate(torch.randn(batch, LATENT, 1, 1));
            Tensor lossFake = torch.binary_cross_entropy_with_logits(discriminate(fake.detach()), torch.zeros(batch));
            lossFake.backward();
            adamD.step();

            adamG.zero_grad();
            Tensor lossG = torch.binary_cross_entropy_with_logits(discriminate(fake), torch.ones(batch));
            lossG.backward();
            adamG.step();
            return lossReal.add(lossFake).item_float() + 0 * lossG.item_float();
        }
    }

    private Tensor generate(Tensor z) {
        Tensor x = z;
        for (int i = 0, w = 0; i < 5; i++) {
            long stride = i == 0 ? 1 : 2;
            long padding = i == 0 ? 0 : 1;
            x = torch.conv_transpose2d(
                    x,
                    weightsG.get(w++),
                    new TensorOptional(),
                    new long[] {stride, stride},
                    new long[] {padding, padding},
                    new long[] {0, 0},
                    1,
                    1,
                    1);
            if (i < 4) {
                x = torch.relu(norm(x, weightsG.get(w++), weightsG.get(w++)));
            }
        }
        return torch.tanh(x);
    }

    private Tensor discriminate(Tensor images) {
        Tensor x = images;
        for (int i = 0, w = 0; i < 5; i++) {
            long stride = i == 4 ? 1 : 2;
            long padding = i == 4 ? 0 : 1;
            x = torch.conv2d(
                    x,
                    weightsD.get(w++),
                    new TensorOptional(),
                    new long[] {stride, stride},
                    new long[] {padding, padding},
                    new long[] {1, 1},
                    1);
            if (i > 0 && i < 4) {
                x = norm(x, weightsD.get(w++), weightsD.get(w++));
            }
            if (i < 4) {
                x = torch.leaky_relu(x, new Scalar(0.2));
            }
        }
        return x.view(-1);
    }

    private static Tensor norm(Tensor x, Tensor weight, Tensor bias) {
        return torch.batch_norm(
                x,
                new TensorOptional(weight),
                new TensorOptional(bias),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0.1,
                1e-5,
                false);
    }
}
