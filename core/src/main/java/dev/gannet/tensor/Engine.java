package dev.gannet.tensor;

import dev.gannet.config.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
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
        extractAll();
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
     * Unpacks every native file before any of them is loaded. Otherwise, with an empty cache, the first library binds to
     * a system libtorch because its sibling is not there yet, and the JVM dies.
     */
    private static void extractAll() {
        String platform = Loader.getPlatform();
        try {
            for (String library : new String[] {"openblas", "pytorch"}) {
                Loader.cacheResources("/org/bytedeco/" + library + "/" + platform + "/");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack libtorch into JavaCPP's cache folder", e);
        }
        Loader.load(torch.class);
    }
}
