package dev.gannet.bench;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import dev.gannet.train.Automatic;
import dev.gannet.train.Trainer;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Images per second of each recipe at each size, in turn, and the share of the machine's matrix product: {@code java -cp
 * gannet-bench.jar dev.gannet.bench.RecipeSpeed [SECONDS [ROUNDS]]}.
 */
public final class RecipeSpeed {
    private static final int IMAGES = 640;
    private static final int GEMM = 2048;
    private static final int[] SIZES = {32, 64, 128};

    private RecipeSpeed() {}

    /** Measures, and prints a table in Markdown. */
    public static void main(String[] arguments) throws InterruptedException {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        PrintStream out = System.out;
        out.println("| size | recipe | batch | images/s | GFLOP an image | GFLOP/s | matrix product | share |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int size : SIZES) {
            for (int round = 0; round < rounds; round++) {
                for (Recipe recipe : recipes(size)) {
                    measure(out, size, recipe, seconds);
                }
            }
        }
    }

    /**
     * The perceptrons of 2014, the tutorial's, what {@code gannet train} takes for many images and for few, and the former of
     * these with penalties at every step.
     */
    private static List<Recipe> recipes(int size) {
        ImageShape image = new ImageShape(3, size);
        Recipe many =
                Automatic.of(image, 1_000_000, true, Automatic.Machine.here()).recipe();
        return List.of(
                Recipe.Vanilla.PAPER, // makes at most 128 pixels, which is the largest size here
                Recipe.Dcgan.TUTORIAL,
                many,
                Automatic.of(image, 1_000, true, Automatic.Machine.here()).recipe(),
                many.withGame(many.game().withLoss(everyStep(many.game().loss()))));
    }

    private static LossConfig everyStep(LossConfig loss) {
        return loss instanceof LossConfig.Relativistic(double gamma, int _)
                ? new LossConfig.Relativistic(gamma, 1)
                : loss;
    }

    private static String penalties(LossConfig loss) {
        return loss instanceof LossConfig.Relativistic(double _, int every) ? ", penalties every " + every : "";
    }

    private static void measure(PrintStream out, int size, Recipe recipe, double seconds) throws InterruptedException {
        RunConfig config = RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, IMAGES), new ImageShape(3, size))
                .withRecipe(recipe)
                .withPrecision(Engine.fastestPrecision());
        try (ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
                Trainer trainer = new Trainer(config, source)) {
            trainer.reals(IMAGES); // drawn before the clock runs
            run(trainer, seconds / 4);
            double perSecond = run(trainer, seconds) * recipe.game().batch();
            double product = matrixProduct(seconds / 4);
            double work = Flops.perImage(trainer.gan(), recipe.game()) / 1e9;
            out.println(String.format(
                    Locale.ROOT,
                    "| %d | %s, %s%s | %d | %.0f | %.2f | %.0f | %.0f | %.2f |",
                    size,
                    recipe.name(),
                    recipe.game().augment().shortName(),
                    penalties(recipe.game().loss()),
                    recipe.game().batch(),
                    perSecond,
                    work,
                    perSecond * work,
                    product,
                    perSecond * work / product));
        }
    }

    /** Steps per second, in whole dozens: penalties come every few steps. */
    private static double run(Trainer trainer, double seconds) throws InterruptedException {
        long start = System.nanoTime();
        long steps = 0;
        double passed = 0;
        while (passed < seconds) {
            for (int i = 0; i < 12; i++) {
                trainer.step(false);
            }
            steps += 12;
            passed = (System.nanoTime() - start) / 1e9;
        }
        return steps / passed;
    }

    /** GFLOP/s of square matrices in the trainer's precision. */
    private static double matrixProduct(double seconds) {
        ScalarType type = switch (Engine.fastestPrecision()) {
            case FP32 -> ScalarType.Float;
            case BF16 -> ScalarType.BFloat16;
        };
        try (StepScope scope = StepScope.open()) {
            Tensor a = torch.randn(GEMM, GEMM).to(type);
            Tensor b = torch.randn(GEMM, GEMM).to(type);
            long start = System.nanoTime();
            long done = 0;
            double passed = 0;
            while (passed < seconds) {
                try (StepScope one = StepScope.open()) {
                    torch.matmul(a, b);
                }
                done++;
                passed = (System.nanoTime() - start) / 1e9;
            }
            return 2.0 * GEMM * GEMM * GEMM * done / passed / 1e9;
        }
    }
}
