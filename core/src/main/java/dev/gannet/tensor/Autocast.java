package dev.gannet.tensor;

import dev.gannet.config.Precision;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A region of forward passes whose products run in the given precision. Losses, backward passes and updates stay outside.
 *
 * <p>Autocast keeps a cache of the bf16 copies of the weights, and switching it off does not empty it: without the call
 * in {@link #close}, the next pass would compute with the weights from before the update.
 */
public final class Autocast implements AutoCloseable {
    private final boolean before;
    private final boolean outermost;

    private Autocast(boolean on) {
        before = torch.is_autocast_enabled(DeviceType.CPU);
        outermost = !before;
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        torch.set_autocast_dtype(DeviceType.CUDA, ScalarType.BFloat16);
        set(on);
    }

    /** Opens a region on this thread. */
    public static Autocast region(Precision precision) {
        return new Autocast(precision == Precision.BF16);
    }

    /** Opens a float32 island inside of a region, for what bf16's 8 bits are too coarse for. */
    public static Autocast off() {
        return new Autocast(false);
    }

    /** Whether products run in bf16 on this thread now. */
    public static boolean isOn() {
        return torch.is_autocast_enabled(DeviceType.CPU);
    }

    @Override
    public void close() {
        set(before);
        if (outermost) {
            torch.clear_cache();
        }
    }

    /** Wherever the tensors are: each device has a switch of its own. */
    private static void set(boolean on) {
        torch.set_autocast_enabled(DeviceType.CPU, on);
        torch.set_autocast_enabled(DeviceType.CUDA, on);
    }
}
