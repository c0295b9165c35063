package dev.gannet.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Calls into C libraries that have no other door. Where a library does not know a function, nothing happens. */
final class CLibrary {
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int KEEP_WHAT_THE_USER_HAS_SET = 0;

    private CLibrary() {}

    /**
     * Lets glibc keep the activations' memory from step to step. By default it maps and unmaps every large tensor, and
     * the kernel clears its pages each time: 5 to 10 % of a step.
     */
    static void keepFreedMemory() {
        find("mallopt", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                .ifPresent(mallopt -> {
                    invoke(mallopt, M_MMAP_THRESHOLD, 1 << 30);
                    invoke(mallopt, M_TRIM_THRESHOLD, Integer.MAX_VALUE);
                });
    }

    /** Sets a variable that a native library reads when it is loaded; a value that the user has set stays. */
    static void setEnvironment(String name, String value) {
        FunctionDescriptor signature = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        find("setenv", signature).ifPresent(setenv -> {
            try (Arena arena = Arena.ofConfined()) {
                invoke(setenv, arena.allocateFrom(name), arena.allocateFrom(value), KEEP_WHAT_THE_USER_HAS_SET);
            }
        });
    }

    /**
     * Sets the number of threads of OpenBLAS's products, which libtorch's own setting does not reach: its threads are not
     * OpenMP's. Only after it has been loaded.
     */
    static void setBlasThreads(int threads) {
        find(SymbolLookup.loaderLookup(), "openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                .ifPresent(set -> invoke(set, threads));
    }

    private static Optional<MethodHandle> find(String function, FunctionDescriptor signature) {
        return find(Linker.nativeLinker().defaultLookup(), function, signature);
    }

    private static Optional<MethodHandle> find(SymbolLookup library, String function, FunctionDescriptor signature) {
        return library.find(function).map(at -> Linker.nativeLinker().downcallHandle(at, signature));
    }

    private static void invoke(MethodHandle function, Object... arguments) {
        try {
            function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into a C library failed", e);
        }
    }
}
