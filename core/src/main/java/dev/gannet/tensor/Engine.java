package dev.gannet.tensor;

import dev.gannet.config.Device;
import dev.gannet.config.Precision;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Starts libtorch. The native library is one per process, so this is the one place whose effect is process-wide; calling
 * it again only changes the number of threads.
 */
public final class Engine {
    private static final String CPU_BUILD = "";
    private static final String CUDA_BUILD = "-gpu";
    private static final List<String> IN_ORDER =
            List.of("libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so");

    private static final boolean WARN_ONLY = true;

    private Engine() {}

    /**
     * Loads the native libraries and sets the number of CPU threads of one operation.
     *
     * @param threads at least 1
     */
    public static void start(int threads) {
        load();
        torch.set_num_threads(threads);
        CLibrary.setBlasThreads(threads);
    }

    private static void load() {
        // 0 turns JavaCPP's two byte limits off; they would stall allocation. Read when its first class loads.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        CLibrary.keepFreedMemory();
        // OpenBLAS's own threads spin for a while after every product and take the cores from libtorch's: 2^4 cycles
        // instead of 2^26 let them sleep at once. A DCGAN step at 64 pixels took twice as long without this.
        CLibrary.setEnvironment("OPENBLAS_THREAD_TIMEOUT", "4");
        CLibrary.setEnvironment(
                "CUBLAS_WORKSPACE_CONFIG", ":4096:8"); // else cuBLAS adds in a different order now and then
        loadOurs();
        // where it cannot be used it says so at every convolution; oneDNN does what it would
        torch.globalContext().setUserEnabledNNPACK(false);
    }

    /**
     * Makes ready a device on which networks are to be. On a GPU float32 is float32 and not TF32, and sums are added up in a
     * fixed order: a step that is made again is the same to the last bit.
     *
     * @throws UserException (resources) if there is no such device, or this libtorch cannot use it
     */
    public static void require(Device device) {
        switch (device) {
            case CPU -> {}
            case CUDA -> {
                if (!hasCuda()) {
                    throw absent(isBuiltForCuda());
                }
                Context settings = torch.globalContext();
                settings.setAllowTF32CuDNN(false);
                settings.setAllowTF32CuBLAS(false);
                settings.setDeterministicCuDNN(true);
                settings.setDeterministicAlgorithms(true, WARN_ONLY);
                settings.setDeterministicFillUninitializedMemory(false);
            }
        }
    }

    static UserException absent(boolean builtForCuda) {
        return new UserException(
                Kind.RESOURCES,
                builtForCuda
                        ? "--device cuda: no NVIDIA GPU, or no driver for it; see what nvidia-smi says, or try --device cpu"
                        : "--device cuda: this is the build for CPUs; set GANNET_CUDA=1 for the one for GPUs (docs/gpu.md), or try"
                                + " --device cpu");
    }

    /** The device if this machine has it, else the CPU. */
    public static Device atHand(Device device) {
        return device == Device.CUDA && !hasCuda() ? Device.CPU : device;
    }

    /** The GPU where there is one that this libtorch can use, else the CPU. */
    public static Device fastestDevice() {
        return atHand(Device.CUDA);
    }

    private static boolean hasCuda() {
        if (!isBuiltForCuda()) {
            return false;
        }
        load();
        return torch.cuda_is_available();
    }

    private static boolean isBuiltForCuda() {
        return Engine.class.getResource(folder(CUDA_BUILD) + "libtorch_cuda.so") != null;
    }

    private static String folder(String build) {
        return "/org/bytedeco/pytorch/" + Loader.getPlatform() + build + "/";
    }

    /** bf16 on GPUs and where the CPU multiplies it in hardware, fp32 elsewhere. */
    public static Precision fastestPrecision(Device device) {
        return switch (device) {
            case CPU -> fastestPrecision();
            case CUDA -> Precision.BF16;
        };
    }

    /** bf16 where this CPU multiplies it in hardware, fp32 elsewhere. */
    public static Precision fastestPrecision() {
        try {
            Path cpuInfo = Path.of("/proc/cpuinfo");
            String flags = Files.isReadable(cpuInfo) ? Files.readString(cpuInfo) : "";
            return flags.contains("avx512_bf16") || flags.contains("amx_bf16") ? Precision.BF16 : Precision.FP32;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/cpuinfo", e);
        }
    }

    /** The libtorch version in use, for the run's records. */
    public static String version() {
        try {
            return "libtorch " + Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException("the pytorch jar does not say its version", e);
        }
    }

    /**
     * Unpacks every native file before any of them is loaded, then loads ours by their full paths, those first that the
     * others need. Otherwise, with an empty cache or a library path that is set, the first of them binds to a libtorch of
     * the system's, and the JVM dies or finds half of its functions missing.
     */
    private static void loadOurs() {
        try {
            Loader.cacheResources("/org/bytedeco/openblas/" + Loader.getPlatform() + "/");
            File[] unpacked = Loader.cacheResources(folder(isBuiltForCuda() ? CUDA_BUILD : CPU_BUILD));
            Loader.load(openblas_nolapack.class);
            for (String library : IN_ORDER) {
                for (File folder : unpacked) {
                    File file = new File(folder, library);
                    if (file.isFile()) { // Linux; elsewhere libraries name each other by path
                        System.load(file.getAbsolutePath());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack libtorch into JavaCPP's cache folder", e);
        } catch (UnsatisfiedLinkError e) {
            if (!isBuiltForCuda()) {
                throw e;
            }
            throw unlinked(e);
        }
        Loader.load(torch.class);
    }

    static UserException unlinked(UnsatisfiedLinkError reason) {
        return new UserException(
                Kind.RESOURCES,
                "CUDA 13 or cuDNN 9 is not on the library path (%s); set LD_LIBRARY_PATH to where they are (docs/gpu.md), or unset"
                                .formatted(reason.getMessage())
                        + " GANNET_CUDA",
                reason);
    }
}
