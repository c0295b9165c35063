package dev.gannet.tensor;

import dev.gannet.config.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * Brings tensors to where they are used. What Java makes, noise above all, is made on the CPU, so that it is the same whatever
 * the device; networks and images are where a run computes.
 */
public final class Placement {
    private Placement() {}

    /** The tensor itself if it is there, else a copy that is; attached to the current scope. */
    public static Tensor on(Device device, Tensor tensor) {
        return switch (device) {
            case CPU -> tensor.is_cuda() ? tensor.cpu() : tensor;
            case CUDA -> tensor.is_cuda() ? tensor : tensor.cuda();
        };
    }

    /** As {@link #on}, where another tensor is. */
    public static Tensor beside(Tensor other, Tensor tensor) {
        return on(other.is_cuda() ? Device.CUDA : Device.CPU, tensor);
    }
}
