package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.lang.management.ManagementFactory;
import java.nio.channels.SeekableByteChannel;

/** Asserts that a malformed safetensors file is refused. */
final class Refusals {
    /** A legal file's header, 54 bytes, in the spelling of {@link SafetensorsFiles#file(String, int)}; the numbers have 8. */
    static final String LEGAL = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";

    /** What LEGAL says of its one tensor. */
    static final String LEGAL_TENSOR = LEGAL.substring(1, LEGAL.length() - 1);

    private static final String WHERE = "x.safetensors";
    private static final long MOST_BYTES = 64L << 20;

    private Refusals() {}

    /** The user sees the file's name and this reason, and no more than 64 MiB were allocated to find it, garbage included. */
    static void refused(SeekableByteChannel file, String reason) {
        refused(file, reason, MOST_BYTES);
    }

    static void refused(byte[] file, String reason) {
        refused(new MemoryChannel(file), reason);
    }

    static void refused(SeekableByteChannel file, String reason, long mostBytes) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = meter.getCurrentThreadAllocatedBytes();
        UserException e = catchThrowableOfType(UserException.class, () -> new Safetensors().decode(file, WHERE));
        long bytes = meter.getCurrentThreadAllocatedBytes() - before;
        assertThat(e).as("must be refused: " + reason).isNotNull().hasMessage(WHERE + ": " + reason);
        assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT);
        assertThat(bytes).as("allocated bytes").isLessThan(mostBytes);
    }
}
