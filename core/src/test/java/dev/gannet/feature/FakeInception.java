package dev.gannet.feature;

import dev.gannet.tensor.StepScope;
import java.nio.file.Path;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;

/** A TorchScript module with the signature of Inception's, made here: what it gives can be worked out by hand. */
public final class FakeInception {
    /** The mean of each of three channels, over and over: 2048 = 3 * 682 + 2. */
    private static final String MEANS = """
            def forward(self, img: Tensor, return_features: bool=False, use_fp16: bool=False):
                assert img.dtype == 0
                assert img.size(1) == 3
                assert return_features
                x = img.to(6).mean([2, 3])
                return x.repeat(1, 683)[:, :2048]
            """;

    private FakeInception() {}

    /** Writes it; returns the file. */
    public static Path write(Path file) {
        return write(file, MEANS);
    }

    static Path write(Path file, String script) {
        try (StepScope scope = StepScope.open()) {
            JitModule module = new JitModule(new QualifiedName("Tiny"));
            module.define(script);
            module.save(file.toString());
        }
        return file;
    }
}
