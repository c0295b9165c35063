package dev.gannet.bench;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.StepScope;
import dev.gannet.train.Trainer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One dcgan step at 64 pixels, batch 64, three ways; {@link Compare} runs them in turn and prints the ratios. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
    /** Names the precision to measure; without it, that which {@code --precision auto} takes. */
    static final String PRECISION = "gannet.precision";

    static final int BATCH = 64;
    static final int SIZE = 64;
    static final int GEMM = 2048;
    private static final int TICK = 25;

    /** What {@code gannet train --size 64} does: loader, bf16 where the CPU has it, a watched step every 25. */
    @State(Scope.Benchmark)
    public static class Gannet {
        private final RunConfig config = config();
        private final ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
        private final Trainer trainer = new Trainer(config, source);

        static RunConfig config() {
            Game game = Recipe.Dcgan.TUTORIAL.game().withBatch(BATCH);
            return RunConfig.defaults()
                    .withData(new DataConfig.Dogs(1, 640), new ImageShape(3, SIZE))
                    .withRecipe(Recipe.Dcgan.TUTORIAL.withGame(game))
                    .withPrecision(precision());
        }

        private static Precision precision() {
            return Optional.ofNullable(System.getProperty(PRECISION))
                    .map(Precision::valueOf)
                    .orElseGet(Engine::fastestPrecision);
        }

        /** Every image is drawn before the clock runs: later epochs read from memory, and so does this. */
        @Setup(Level.Trial)
        public void fillCache() {
            trainer.reals(640);
        }

        /** Ends the run. */
        @TearDown(Level.Trial)
        public void close() {
            trainer.close();
            source.close();
        }
    }

    /** The tutorial's loop. */
    @State(Scope.Benchmark)
    public static class Tutorial {
        private final TutorialLoop loop;
        private final Tensor real;

        /** Starts the engine with as many threads as the trainer has. */
        public Tutorial() {
            Engine.start(Gannet.config().threads());
            loop = new TutorialLoop(BATCH);
            try (StepScope scope = StepScope.open()) {
                byte[] pixels = new byte[BATCH * SIZE * SIZE * 3];
                new java.util.SplittableRandom(1).nextBytes(pixels);
                real = scope.keep(
                        Images.toTensor(pixels, BATCH, new ImageShape(3, SIZE)).contiguous());
            }
        }
    }

    /** Square matrices in the trainer's precision. */
    @State(Scope.Benchmark)
    public static class Matrices {
        private final Tensor a;
        private final Tensor b;

        /** Starts the engine and fills the matrices. */
        public Matrices() {
            Engine.start(Gannet.config().threads());
            ScalarType type = switch (Gannet.config().precision()) {
                case FP32 -> ScalarType.Float;
                case BF16 -> ScalarType.BFloat16;
            };
            try (StepScope scope = StepScope.open()) {
                a = scope.keep(torch.randn(GEMM, GEMM).to(type));
                b = scope.keep(torch.randn(GEMM, GEMM).to(type));
            }
        }
    }

    /** This trainer. */
    @Benchmark
    public long gannet(Gannet state) throws InterruptedException {
        state.trainer.step((state.trainer.step() + 1) % TICK == 0);
        return state.trainer.step();
    }

    /** The tutorial's loop on the same libtorch. */
    @Benchmark
    public float tutorial(Tutorial state) {
        return state.loop.step(state.real);
    }

    /** A matrix product: the machine's ceiling. */
    @Benchmark
    public long gemm(Matrices state) {
        try (StepScope scope = StepScope.open()) {
            return torch.matmul(state.a, state.b).numel();
        }
    }

    /** As {@link Flops} counts them. */
    static double flopsPerImage() {
        RunConfig config = Gannet.config();
        try (ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
                Trainer trainer = new Trainer(config, source)) {
            return Flops.perImage(trainer.gan(), config.recipe().game());
        }
    }
}
