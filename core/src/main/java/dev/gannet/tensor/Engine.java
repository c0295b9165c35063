package dev.gannet.tensor;

import dev.gannet.config.Precision;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * Starts libtorch. The native library is one per process, so this is the one place whose effect is process-wide; calling
 * it again only changes the number of threads.
 */
public final class Engine {
    private Engine() {}

    /**
     * Loads the native libraries and sets the number of CPU threads of one operation.
     *
     * @param threads at least 1
     */
    public static void start(int threads) {
        // 0 turns JavaCPP's two byte limits off; they would stall allocation. Read when its first class loads.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        CLibrary.keepFreedMemory();
        // OpenBLAS's own threads spin for a while after every product and take the cores from libtorch's: 2^4 cycles
        // instead of 2^26 let them sleep at once. A DCGAN step at 64 pixels took twice as long without this.
        CLibrary.setEnvironment("OPENBLAS_THREAD_TIMEOUT", "4");
        loadOurs();
        torch.set_num_threads(threads);
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
        String platform = Loader.getPlatform();
        try {
            Loader.cacheResources("/org/bytedeco/openblas/" + platform + "/");
            File[] unpacked = Loader.cacheResources("/org/bytedeco/pytorch/" + platform + "/");
            Loader.load(openblas_nolapack.class);
            for (String library : new String[] {"libc10.so", "libtorch_cpu.so", "libtorch.so"}) {
                for (File folder : unpacked) {
                    File file = new File(folder, library);
                    if (file.isFile()) { // Linux; elsewhere libraries name each other by path
                        System.load(file.getAbsolutePath());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack libtorch into JavaCPP's cache folder", e);
        }
        Loader.load(torch.class);
    }
}
