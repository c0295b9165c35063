package dev.gannet.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Two calls into the C library that have no other door. Where it is not glibc, they do nothing. */
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

    private static Optional<MethodHandle> find(String function, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find(function);
        return address.map(at -> linker.downcallHandle(at, signature));
    }

    private static void invoke(MethodHandle function, Object... arguments) {
        try {
            function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into the C library failed", e);
        }
    }
}
