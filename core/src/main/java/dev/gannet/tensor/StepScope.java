package dev.gannet.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Everything native that is made inside is freed at the end, but for what {@link #keep} lets out. Belongs to the thread
 * that opened it.
 *
 * <pre>{@code
 * try (StepScope scope = StepScope.open()) {
 *     return scope.keep(generator.forward(z, pass));   // the caller now owns it and closes it
 * }
 * }</pre>
 */
public final class StepScope implements AutoCloseable {
    private final PointerScope scope = new PointerScope();

    private StepScope() {}

    /** Opens a scope on this thread. */
    public static StepScope open() {
        return new StepScope();
    }

    /** Lets {@code made} outlive this scope; the caller owns it from here on and must close it. */
    public <T extends Pointer> T keep(T made) {
        // A pointer's count starts at 0 and attaching makes it 1: without this second reference, detaching would free
        // it.
        made.retainReference();
        scope.detach(made);
        return made;
    }

    @Override
    public void close() {
        scope.close();
    }
}
