package dev.gannet.train;

import dev.gannet.nn.Net;
import dev.gannet.tensor.StepScope;
import dev.gannet.trace.WeightGradient;
import dev.gannet.trace.WeightUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Numbers about a network's weights in the middle of a step; borrowed tensors, nothing is changed. */
final class WeightProbe {
    private final Net net;
    private final List<Tensor> before = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();

    /** Remembers the weights and the gradients that are about to change them, until the current scope ends. */
    WeightProbe(Net net) {
        this.net = net;
        try (NoGradGuard frozen = new NoGradGuard()) {
            for (Tensor weight : net.parameters().values()) {
                before.add(weight.detach().clone());
                gradients.add(weight.grad().clone());
            }
        }
    }

    /** The gradients' parts from real and from made images, one tensor per weight. */
    record Parts(List<Tensor> real, List<Tensor> fake) {
        /** The gradients of the error on images alone, without what a penalty adds; in the current scope. */
        List<Tensor> sum() {
            List<Tensor> all = new ArrayList<>();
            for (int i = 0; i < real.size(); i++) {
                all.add(real.get(i).detach().add(fake.get(i).detach()));
            }
            return all;
        }
    }

    /**
     * What goes back from some logits to the weights.
     *
     * @param logits (N), with their graph, which is kept
     * @param slopes (N), of the error along them
     * @return one tensor per weight, in the current scope
     */
    static List<Tensor> part(Net net, Tensor logits, Tensor slopes) {
        TensorVector found = torch.grad(
                new TensorVector(logits),
                new TensorVector(net.parameters().values().toArray(Tensor[]::new)),
                new TensorVector(slopes),
                new BoolOptional(true),
                false,
                false);
        List<Tensor> parts = new ArrayList<>();
        for (long i = 0; i < found.size(); i++) {
            parts.add(found.get(i));
        }
        return parts;
    }

    /** The gradients as they are, with their parts if there are any. */
    List<WeightGradient> gradients(List<Parts> parts) {
        List<WeightGradient> all = new ArrayList<>();
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            int at = 0;
            for (String name : net.parameters().keySet()) {
                Tensor gradient = gradients.get(at);
                double largest = gradient.abs().max().item_float();
                double zeros =
                        gradient.eq(new Scalar(0f)).to(ScalarType.Float).mean().item_float();
                OptionalDouble real = OptionalDouble.empty();
                OptionalDouble fake = OptionalDouble.empty();
                OptionalDouble cosine = OptionalDouble.empty();
                for (Parts both : parts) {
                    real = OptionalDouble.of(norm(both.real().get(at)));
                    fake = OptionalDouble.of(norm(both.fake().get(at)));
                    cosine = cosine(both.real().get(at), both.fake().get(at));
                }
                all.add(new WeightGradient(
                        name, norm(gradient), norm(before.get(at)), largest, zeros, real, fake, cosine));
                at++;
            }
        }
        return all;
    }

    /** The norm of all gradients together. */
    double norm() {
        double square = 0;
        for (Tensor gradient : gradients) {
            square += Math.pow(norm(gradient), 2);
        }
        return Math.sqrt(square);
    }

    /** How the weights have changed since. */
    List<WeightUpdate> updates() {
        List<WeightUpdate> all = new ArrayList<>();
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            int at = 0;
            for (var named : net.parameters().entrySet()) {
                double was = norm(before.get(at));
                double change = norm(named.getValue().detach().sub(before.get(at)));
                all.add(new WeightUpdate(named.getKey(), was, change, was == 0 ? 0 : change / was));
                at++;
            }
        }
        return all;
    }

    /** The change of the error if it were a plane: gradient times change, over all weights. */
    double predicted() {
        return predicted(gradients);
    }

    /** The same for another error, by its own gradients: one tensor per weight. */
    double predicted(List<Tensor> slopes) {
        double sum = 0;
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            int at = 0;
            for (Tensor weight : net.parameters().values()) {
                sum += weight.detach()
                        .sub(before.get(at))
                        .mul(slopes.get(at))
                        .sum()
                        .item_float();
                at++;
            }
        }
        return sum;
    }

    private static double norm(Tensor tensor) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            return tensor.detach().norm().item_float();
        }
    }

    private static OptionalDouble cosine(Tensor a, Tensor b) {
        double product = a.detach().mul(b.detach()).sum().item_float();
        double norms = norm(a) * norm(b);
        return norms == 0 ? OptionalDouble.empty() : OptionalDouble.of(product / norms);
    }
}
