package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gannet.Faults;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Safetensors.Entry;
import dev.gannet.storage.SafetensorsRules.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Mutated files: the reader takes those that keep the rules and refuses the others, always with a reason, always quickly.
 * {@code -Dgannet.fuzz.input=N} repeats one input.
 */
class SafetensorsFuzzTest {
    private static final int THREADS = 2;
    private static final long MOST_CPU_NANOS = 100_000_000;
    private static final long MOST_BYTES = 1 << 20; // for files of at most 1 KiB

    private final SafetensorsMutator mutator = new SafetensorsMutator();
    private final Safetensors format = new Safetensors();
    private final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final LongAdder accepted = new LongAdder();
    private final Set<String> neverSaid = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** What the reader said to a file, and what it cost. */
    private record Answer(Optional<SequencedMap<String, Entry>> tensors, String reason, long cpuNanos, long bytes) {}

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void mutated_files_are_refused_with_a_reason_exactly_if_they_break_a_rule() throws InterruptedException {
        neverSaid.addAll(List.of(
                "too short for a header",
                "claims a header of",
                "not UTF-8",
                "has a broken header: Unexpected",
                "has a broken header: Duplicate Object property",
                "not a JSON object",
                "something behind its JSON object",
                "metadata that is not a JSON object",
                "metadata that is not text",
                "whose name is not",
                "is not described by a JSON object",
                "a key that the format does not know",
                "lacks its dtype",
                "is of another dtype",
                "no list where one is expected",
                "something else where a whole number is expected",
                "a list of more than 2 numbers",
                "a list of more than 8 numbers",
                "is too large",
                "lies at",
                "a gap or an overlap",
                "bytes of numbers, expected"));
        int inputs = Faults.amount(200_000, 10_000_000);
        inParallel(inputs);
        assertThat(neverSaid).as("reasons that no input leads to").isEmpty();
        assertThat(accepted.sum()).as("accepted files").isBetween(inputs / 20L, inputs / 2L);
    }

    @Test
    void one_input_can_be_repeated() {
        check(Long.getLong("gannet.fuzz.input", 0));
    }

    private void inParallel(int inputs) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().factory());
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                parts.add(() -> {
                    for (int input = first; input < inputs && !failed.get(); input += THREADS) {
                        check(input);
                    }
                    return null;
                });
            }
            for (Future<Void> part : pool.invokeAll(parts)) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Fails with the number of the input. */
    private void check(long input) {
        byte[] file = mutator.file(input);
        try {
            Answer answer = answer(file);
            if (answer.cpuNanos() > MOST_CPU_NANOS) {
                answer = answer(file); // once may be the machine's fault
            }
            require(answer.cpuNanos() <= MOST_CPU_NANOS, "takes %d ns of CPU time", answer.cpuNanos());
            require(answer.bytes() <= MOST_BYTES, "makes the reader allocate %d bytes", answer.bytes());
            compare(file, answer);
        } catch (Throwable e) {
            failed.set(true);
            throw new AssertionError(
                    "input %d (repeat it with -Dgannet.fuzz.input=%1$d): %s; the file: %s"
                            .formatted(input, e, HexFormat.of().formatHex(file)),
                    e);
        }
    }

    private Answer answer(byte[] file) throws IOException {
        Optional<SequencedMap<String, Entry>> tensors = Optional.empty();
        String reason = "";
        long bytes = meter.getCurrentThreadAllocatedBytes();
        long cpuNanos = meter.getCurrentThreadCpuTime();
        try {
            tensors = Optional.of(format.decode(new MemoryChannel(file), "f"));
        } catch (UserException e) {
            if (e.kind() != Kind.CHECKPOINT) {
                throw e;
            }
            reason = e.getMessage();
        }
        cpuNanos = meter.getCurrentThreadCpuTime() - cpuNanos;
        return new Answer(tensors, reason, cpuNanos, meter.getCurrentThreadAllocatedBytes() - bytes);
    }

    private void compare(byte[] file, Answer answer) {
        Optional<List<Tensor>> expected = SafetensorsRules.read(file);
        if (answer.tensors().isEmpty()) {
            String reason = answer.reason();
            require(isPlainLine(reason), "is not refused in one line of plain text, but: %s", reason);
            require(!reason.endsWith("ends early"), "is read beyond its end: %s", reason);
            require(expected.isEmpty(), "keeps the rules, but is refused: %s", reason);
            neverSaid.removeIf(reason::contains);
            return;
        }
        accepted.increment();
        SequencedMap<String, Entry> tensors = answer.tensors().get();
        require(expected.isPresent(), "breaks a rule, but is taken: %s", tensors.keySet());
        same(file, expected.get(), tensors);
        byte[] again = SafetensorsFiles.joined(format.encode(tensors, Map.of()));
        same(again, SafetensorsRules.read(again).orElseThrow(), tensors);
    }

    private static void same(byte[] file, List<Tensor> expected, SequencedMap<String, Entry> tensors) {
        require(tensors.size() == expected.size(), "has %d tensors", expected.size());
        int i = 0;
        for (Map.Entry<String, Entry> named : tensors.entrySet()) {
            Tensor tensor = expected.get(i++);
            Entry entry = named.getValue();
            byte[] bytes = entry.bytes();
            require(
                    named.getKey().equals(tensor.name())
                            && Arrays.equals(
                                    entry.shape(),
                                    tensor.shape().stream()
                                            .mapToLong(Long::longValue)
                                            .toArray())
                            && Arrays.equals(bytes, 0, bytes.length, file, tensor.begin(), tensor.end()),
                    "has a tensor that is read wrongly: %s",
                    tensor);
        }
    }

    private static boolean isPlainLine(String reason) {
        boolean plain = reason.length() > 3 && reason.length() < 600;
        for (int i = 0; i < reason.length(); i++) {
            plain &= reason.charAt(i) >= ' ' && reason.charAt(i) <= '~';
        }
        return plain;
    }

    /** As AssertJ, but without its cost for what holds millions of times. */
    private static void require(boolean holds, String otherwise, Object value) {
        if (!holds) {
            throw new AssertionError(otherwise.formatted(value));
        }
    }
}
