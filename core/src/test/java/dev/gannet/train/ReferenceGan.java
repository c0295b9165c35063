package dev.gannet.train;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.OptimizerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;

/**
 * The game in plain double-precision Java with back-propagation by hand: two perceptrons with one hidden layer each. Shares
 * no code with the trainer.
 */
final class ReferenceGan {
    private final Perceptron g;
    private final Perceptron d;
    private final Game game;
    private long steps;

    ReferenceGan(Perceptron g, Perceptron d, Game game) {
        this.g = g;
        this.d = d;
        this.game = game;
    }

    Perceptron generator() {
        return g;
    }

    Perceptron discriminator() {
        return d;
    }

    /** One step: noise and real images by number, in the order in which the trainer draws them. */
    void step(IntFunction<double[][]> latents, IntFunction<double[][]> reals) {
        for (int k = 1; k < game.dSteps(); k++) {
            learnD(reals.apply(k - 1), g.forward(latents.apply(k)).output());
        }
        double[][] z = latents.apply(0);
        double[][] fakes = g.forward(z).output();
        double[][] onReal = learnD(reals.apply(game.dSteps() - 1), fakes);

        double[][] zForG = game.fakes() == Fakes.SAME ? z : latents.apply(game.dSteps());
        Perceptron.Trace made = g.forward(zForG);
        Perceptron.Trace judged = d.forward(made.output());
        double[][] slope = slopes(judged.output(), onReal, this::slopeForG);
        double[][] throughD = d.backward(judged, slope).input();
        g.learn(g.backward(made, throughD), paced());
        steps++;
    }

    /** The learning rate falls from 1 to 0.1 of itself along a cosine. */
    private OptimizerConfig paced() {
        double images = steps * game.batch();
        double share = game.decayKimg() == 0 ? 0 : Math.min(1, images / game.decayKimg() / 1000);
        return game.optimizer().withLr(game.optimizer().lr() * (0.55 + 0.45 * Math.cos(share * Math.PI)));
    }

    /** What D has said to the real images. */
    private double[][] learnD(double[][] real, double[][] fake) {
        Perceptron.Trace onReal = d.forward(real);
        Perceptron.Trace onFake = d.forward(fake);
        var gradient = d.backward(onReal, slopes(onReal.output(), onFake.output(), this::slopeOnReal))
                .plus(d.backward(onFake, slopes(onFake.output(), onReal.output(), this::slopeOnFake)));
        if (game.loss() instanceof LossConfig.Relativistic(double gamma, int every) && steps % every == 0) {
            double weight = gamma * every;
            gradient = gradient.plus(d.steepness(onReal, weight)).plus(d.steepness(onFake, weight));
        }
        d.learn(gradient, paced());
        return onReal.output();
    }

    /** Derivative of a loss by an image's logit, its partner's beside it; mean over the batch. */
    private static double[][] slopes(double[][] logits, double[][] partners, DoubleBinaryOperator derivative) {
        double[][] out = new double[logits.length][1];
        for (int n = 0; n < logits.length; n++) {
            out[n][0] = derivative.applyAsDouble(logits[n][0], partners[n][0]) / logits.length;
        }
        return out;
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }

    private double slopeOnReal(double a, double other) {
        return switch (game.loss()) {
            case LossConfig.Bce bce -> sigmoid(a) - 1;
            case LossConfig.Saturating saturating -> sigmoid(a) - 1;
            case LossConfig.Hinge hinge -> a < 1 ? -1 : 0;
            case LossConfig.LeastSquares squares -> a - 1;
            case LossConfig.WassersteinGp wasserstein -> throw new UnsupportedOperationException("needs a penalty");
            case LossConfig.Relativistic relativistic -> -sigmoid(other - a) + 1e-3 * (a + other) / 2;
            case LossConfig.Smoothed smoothed -> throw new UnsupportedOperationException("only beside a run");
        };
    }

    private double slopeOnFake(double a, double other) {
        return switch (game.loss()) {
            case LossConfig.Bce bce -> sigmoid(a);
            case LossConfig.Saturating saturating -> sigmoid(a);
            case LossConfig.Hinge hinge -> a > -1 ? 1 : 0;
            case LossConfig.LeastSquares squares -> a;
            case LossConfig.WassersteinGp wasserstein -> throw new UnsupportedOperationException("needs a penalty");
            case LossConfig.Relativistic relativistic -> sigmoid(a - other) + 1e-3 * (a + other) / 2;
            case LossConfig.Smoothed smoothed -> throw new UnsupportedOperationException("only beside a run");
        };
    }

    private double slopeForG(double a, double other) {
        return switch (game.loss()) {
            case LossConfig.Bce bce -> sigmoid(a) - 1;
            case LossConfig.Saturating saturating -> -sigmoid(a);
            case LossConfig.Hinge hinge -> -1;
            case LossConfig.LeastSquares squares -> a - 1;
            case LossConfig.WassersteinGp wasserstein -> throw new UnsupportedOperationException("needs a penalty");
            case LossConfig.Relativistic relativistic -> -sigmoid(other - a);
            case LossConfig.Smoothed smoothed -> throw new UnsupportedOperationException("only beside a run");
        };
    }

    /** in - leaky ReLU - out, with tanh at the end if {@code squashed}. */
    static final class Perceptron {
        private static final double LEAK = 0.2;

        private final boolean squashed;
        private final List<double[]> weights; // hidden (H, in), its bias (H), output (out, H), its bias (out)
        private final List<double[]> first = new ArrayList<>();
        private final List<double[]> second = new ArrayList<>();
        private int updates;
        private List<double[]> lastGradient = List.of();

        Perceptron(List<double[]> weights, boolean squashed) {
            this.squashed = squashed;
            this.weights = weights;
            for (double[] weight : weights) {
                first.add(new double[weight.length]);
                second.add(new double[weight.length]);
            }
        }

        List<double[]> weights() {
            return weights;
        }

        List<double[]> lastGradient() {
            return lastGradient;
        }

        record Trace(double[][] input, double[][] hidden, double[][] output) {}

        record Gradient(List<double[]> weights, double[][] input) {
            Gradient plus(Gradient other) {
                List<double[]> sums = new ArrayList<>();
                for (int i = 0; i < weights.size(); i++) {
                    double[] sum = weights.get(i).clone();
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += other.weights.get(i)[j];
                    }
                    sums.add(sum);
                }
                return new Gradient(sums, input);
            }
        }

        Trace forward(double[][] x) {
            double[][] hidden = affine(x, weights.get(0), weights.get(1));
            for (double[] row : hidden) {
                Arrays.setAll(row, i -> row[i] > 0 ? row[i] : LEAK * row[i]);
            }
            double[][] output = affine(hidden, weights.get(2), weights.get(3));
            if (squashed) {
                for (double[] row : output) {
                    Arrays.setAll(row, i -> Math.tanh(row[i]));
                }
            }
            return new Trace(x, hidden, output);
        }

        private static double[][] affine(double[][] x, double[] weight, double[] bias) {
            double[][] y = new double[x.length][bias.length];
            for (int n = 0; n < x.length; n++) {
                for (int o = 0; o < bias.length; o++) {
                    y[n][o] = bias[o];
                    for (int i = 0; i < x[n].length; i++) {
                        y[n][o] += weight[o * x[n].length + i] * x[n][i];
                    }
                }
            }
            return y;
        }

        Gradient backward(Trace trace, double[][] slope) {
            List<double[]> gradients =
                    weights.stream().map(weight -> new double[weight.length]).toList();
            double[][] toInput = new double[slope.length][trace.input()[0].length];
            for (int n = 0; n < slope.length; n++) {
                double[] out = slope[n].clone();
                if (squashed) {
                    double[] y = trace.output()[n];
                    Arrays.setAll(out, i -> out[i] * (1 - y[i] * y[i]));
                }
                double[] hidden = trace.hidden()[n];
                double[] toHidden = layerBack(out, hidden, weights.get(2), gradients.get(2), gradients.get(3));
                Arrays.setAll(toHidden, i -> toHidden[i] * (hidden[i] > 0 ? 1 : LEAK));
                toInput[n] = layerBack(toHidden, trace.input()[n], weights.get(0), gradients.get(0), gradients.get(1));
            }
            return new Gradient(gradients, toInput);
        }

        /** The gradient of weight / 2 |slope of the output at each input|^2, mean over the batch. */
        Gradient steepness(Trace trace, double weight) {
            List<double[]> gradients =
                    weights.stream().map(values -> new double[values.length]).toList();
            int inputs = trace.input()[0].length;
            double[] first = weights.get(0);
            double[] last = weights.get(2);
            for (double[] hidden : trace.hidden()) {
                double[] passed = new double[hidden.length]; // how much of each unit reaches the output
                Arrays.setAll(passed, h -> hidden[h] > 0 ? 1 : LEAK);
                double[] slope = new double[inputs];
                for (int h = 0; h < hidden.length; h++) {
                    for (int i = 0; i < inputs; i++) {
                        slope[i] += last[h] * passed[h] * first[h * inputs + i];
                    }
                }
                for (int h = 0; h < hidden.length; h++) {
                    for (int i = 0; i < inputs; i++) {
                        double scaled = weight / trace.input().length * passed[h] * slope[i];
                        gradients.get(0)[h * inputs + i] += scaled * last[h];
                        gradients.get(2)[h] += scaled * first[h * inputs + i];
                    }
                }
            }
            return new Gradient(gradients, new double[0][]);
        }

        private static double[] layerBack(
                double[] slope, double[] in, double[] weight, double[] dWeight, double[] dBias) {
            double[] toIn = new double[in.length];
            for (int o = 0; o < slope.length; o++) {
                dBias[o] += slope[o];
                for (int i = 0; i < in.length; i++) {
                    dWeight[o * in.length + i] += slope[o] * in[i];
                    toIn[i] += slope[o] * weight[o * in.length + i];
                }
            }
            return toIn;
        }

        void learn(Gradient gradient, OptimizerConfig optimizer) {
            lastGradient = gradient.weights();
            updates++;
            for (int w = 0; w < weights.size(); w++) {
                double[] weight = weights.get(w);
                for (int i = 0; i < weight.length; i++) {
                    weight[i] -= change(optimizer, gradient.weights().get(w)[i], first.get(w), second.get(w), i);
                }
            }
        }

        private double change(OptimizerConfig optimizer, double slope, double[] m, double[] v, int i) {
            return switch (optimizer) {
                case OptimizerConfig.Sgd(double lr, double momentum) -> {
                    m[i] = momentum * m[i] + slope;
                    yield lr * m[i];
                }
                case OptimizerConfig.Adam(double lr, double beta1, double beta2, double eps) -> {
                    m[i] = beta1 * m[i] + (1 - beta1) * slope;
                    v[i] = beta2 * v[i] + (1 - beta2) * slope * slope;
                    double mHat = m[i] / (1 - Math.pow(beta1, updates));
                    double vHat = v[i] / (1 - Math.pow(beta2, updates));
                    yield lr * mHat / (Math.sqrt(vHat) + eps);
                }
            };
        }
    }
}
