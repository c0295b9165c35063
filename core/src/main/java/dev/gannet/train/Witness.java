package dev.gannet.train;

import dev.gannet.trace.Stop;
import org.bytedeco.pytorch.Tensor;

/**
 * Looks on while a step is made, on its thread. It sees the step's own tensors, may compute with them and must not change
 * them: a step is bit for bit the same with and without it.
 *
 * <p>What it is shown, in this order (N is the batch):
 *
 * <pre>
 * READY       nothing
 * NOISE       z (N, latent)
 * GENERATE    G(z) (N, C, H, W), with its graph if G is scored on the same images
 * REAL        real images (N, C, H, W)
 * D_ON_FAKES  logits (N), with their graph
 * D_ON_REALS  logits (N), with their graph
 * ERRORS      D's error (), penalty included, with its graph
 * BACKWARD_D  nothing: the gradients are in D's weights
 * UPDATE_D    nothing: D's weights have changed
 * RESCORE     z of the scored images, these images and the updated D's logits (N), with their graph
 * G_ERROR     G's error (), with its graph
 * BACKWARD_G  nothing: the gradients are in G's weights
 * UPDATE_G    nothing: G's weights have changed
 * RESULT      nothing
 * </pre>
 *
 * Of several updates of D in one step it is shown the last.
 */
@FunctionalInterface
public interface Witness {
    /** Looks away. */
    Witness NONE = (stop, seen) -> {};

    /**
     * The step has got here.
     *
     * @param seen borrowed until the step ends
     * @throws InterruptedException if the thread is to end
     */
    void at(Stop stop, Tensor... seen) throws InterruptedException;

    /** Two that look on, this one first. */
    default Witness and(Witness other) {
        return (stop, seen) -> {
            at(stop, seen);
            other.at(stop, seen);
        };
    }
}
