package dev.gannet.tensor;

import org.bytedeco.javacpp.Pointer;

/** What the native side holds. */
public final class NativeStats {
    private NativeStats() {}

    /** Native objects that Java still holds, over all threads; flat over the steps unless something leaks. */
    public static long liveHandles() {
        return Pointer.totalCount();
    }
}
