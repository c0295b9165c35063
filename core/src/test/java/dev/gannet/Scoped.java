package dev.gannet;

import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the engine on one thread, and frees after every test what it has made. */
public final class Scoped implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(Scoped.class));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Engine.start(1);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(StepScope.class, StepScope.open());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional.ofNullable(store(context).remove(StepScope.class, StepScope.class))
                .ifPresent(StepScope::close);
    }
}
