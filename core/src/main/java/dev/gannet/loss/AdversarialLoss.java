package dev.gannet.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * What D and G are told. Pure functions of D's output; none knows which network made it, none goes backward. All tensors
 * are (N) float32, borrowed; results are attached to the current scope.
 */
public sealed interface AdversarialLoss
        permits Bce, Saturating, Hinge, LeastSquares, Wasserstein, Relativistic, Smoothed {
    /**
     * D's error per pair: against target 1 on real images plus against target 0 on made ones.
     *
     * @param real D's output on real images, (N)
     * @param fake D's output on made images, (N)
     * @return (N)
     */
    default Tensor discriminator(Tensor real, Tensor fake) {
        return onReal(real, fake).add(onFake(fake, real));
    }

    /**
     * D's error per real image: how far it is from target 1.
     *
     * @param logits D's output, (N)
     * @param fake D's output on made images, (N): looked at only by a loss that compares
     * @return (N)
     */
    Tensor onReal(Tensor logits, Tensor fake);

    /**
     * D's error per made image: how far it is from target 0.
     *
     * @param logits D's output, (N)
     * @param real D's output on real images, (N): looked at only by a loss that compares
     * @return (N)
     */
    Tensor onFake(Tensor logits, Tensor real);

    /**
     * G's error per made image: how far D is from taking it for real.
     *
     * @param fake D's output on made images, (N)
     * @param real D's output on real images as D last said it, (N), without a graph: looked at only by a loss that compares
     * @return (N)
     */
    Tensor generator(Tensor fake, Tensor real);

    /**
     * D's output as the number people read, D(x): the probability that the image is real where the loss has one.
     *
     * @param logits D's output, (N)
     * @return (N)
     */
    Tensor verdict(Tensor logits);

    /** Whether D's output says how probable it is that an image is real; if not, it is a score without bounds. */
    boolean probability();

    /**
     * What a step's pages show of D's output: a probability, or the score itself.
     *
     * @param logits D's output, (N)
     * @return (N)
     */
    default Tensor shown(Tensor logits) {
        return probability() ? verdict(logits) : logits;
    }

    /** The output of D above which it takes an image for real. */
    default double boundary() {
        return 0;
    }
}
