package dev.gannet.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Device;
import dev.gannet.config.UserException.Kind;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
    @Test
    void whoever_asks_for_a_gpu_in_vain_is_told_what_is_missing() {
        assertThat(Engine.absent(false))
                .hasMessage(
                        "--device cuda: this is the build for CPUs; set GANNET_CUDA=1 for the one for GPUs (docs/gpu.md),"
                                + " or try --device cpu");
        assertThat(Engine.absent(true))
                .hasMessage(
                        "--device cuda: no NVIDIA GPU, or no driver for it; see what nvidia-smi says, or try --device cpu");
        assertThat(Engine.unlinked(new UnsatisfiedLinkError("libcudart.so.13: cannot open shared object file")))
                .hasMessage(
                        "CUDA 13 or cuDNN 9 is not on the library path (libcudart.so.13: cannot open shared object file);"
                                + " set LD_LIBRARY_PATH to where they are (docs/gpu.md), or unset GANNET_CUDA");
        assertThat(Engine.absent(true).kind()).isEqualTo(Kind.RESOURCES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void no_product_takes_more_threads_than_it_may(int threads) throws Throwable {
        Engine.start(threads);
        MethodHandle ofBlas = Linker.nativeLinker()
                .downcallHandle(
                        SymbolLookup.loaderLookup()
                                .find("openblas_get_num_threads")
                                .orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT));
        assertThat((int) ofBlas.invokeExact()).isEqualTo(threads);
        assertThat(torch.get_num_threads()).isEqualTo(threads);
    }

    @Test
    void a_tensor_that_is_where_it_should_be_is_not_copied() {
        Engine.start(1);
        try (StepScope scope = StepScope.open()) {
            Tensor here = torch.zeros(2);
            assertThat(Placement.on(Device.CPU, here)).isSameAs(here);
            assertThat(Placement.beside(torch.zeros(3), here)).isSameAs(here);
        }
        assertThat(Engine.atHand(Device.CPU)).isEqualTo(Device.CPU);
    }
}
