package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Tensors;
import dev.gannet.config.ImageShape;
import dev.gannet.config.KnownClass;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.nn.SummaryRow;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import dev.gannet.trace.Units;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said to be inside a layer, against arithmetic of our own and against networks that lack a unit. */
class LayerUnitsTest {
    private static final int IMAGE = 1;

    /** Every kind of network and precision; grey and not square; told the class of each image. */
    static Stream<RunConfig> configs() {
        RunConfig dcgan = dcgan();
        Recipe.Modern told = new Recipe.Modern(
                        4, 2, false, Recipe.Modern.DEFAULT.game().withBatch(4))
                .withClasses(List.of(new KnownClass("dark", 48), new KnownClass("light", 16)));
        return Stream.concat(
                ResumeTest.configs(),
                Stream.of(
                        dcgan.withData(dcgan.data(), new ImageShape(1, 16, 24)).withHoldOut(5),
                        dcgan.withData(dcgan.data(), TwoTones.SHAPE).withRecipe(told)));
    }

    private static ImageSource source(RunConfig config) throws InterruptedException {
        return config.image().equals(TwoTones.SHAPE)
                ? new TwoTones(true)
                : Sources.quiet().open(config);
    }

    private static RunConfig dcgan() {
        return ResumeTest.configs().findFirst().orElseThrow();
    }

    /** Asks a run after its first step about its second, and then makes that step before a witness. */
    private static List<Units> ask(RunConfig config, Witnessing then, Ask.Units... asked) throws InterruptedException {
        List<Units> found = new ArrayList<>();
        try (ImageSource source = source(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.tape().record(true);
            trainer.step(false, Witness.NONE);
            try (Snapshot before = Snapshot.of(trainer)) {
                Map<String, String> hashes = Snapshot.hashes(trainer.tensors());
                for (Ask.Units one : asked) {
                    found.add(Looks.NONE
                            .with(new WhatIf(trainer, before).look(one))
                            .units()
                            .orElseThrow());
                }
                assertThat(Snapshot.hashes(trainer.tensors())).as("the run").isEqualTo(hashes);
            }
            trainer.step(false, then.of(trainer));
        }
        return found;
    }

    private interface Witnessing {
        Witness of(Trainer trainer);
    }

    /** Every layer of both networks, asked about a made image and D's also about a real one. */
    private static Ask.Units[] everything(RunConfig config) {
        try (Gan gan = Models.of(config.recipe(), config.image(), new Noise(1))) {
            List<Ask.Units> all = new ArrayList<>();
            for (SummaryRow row : gan.generator().summary()) {
                all.add(new Ask.Units("g:" + row.name(), false, IMAGE + 1));
            }
            for (SummaryRow row : gan.discriminator().summary()) {
                all.add(new Ask.Units("d:" + row.name(), false, IMAGE + 1));
                all.add(new Ask.Units("d:" + row.name(), true, IMAGE + 1));
            }
            return all.toArray(Ask.Units[]::new);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void what_comes_out_of_any_layer_is_what_came_out_of_it_in_the_step_itself(RunConfig config) throws Exception {
        Map<String, Tensor> outputs = new HashMap<>();
        List<Units> found = ask(config, trainer -> new Overheard(trainer.forward(), outputs), everything(config));
        for (Units units : found) {
            String name = units.layer() + units.real();
            Tensor output = Objects.requireNonNull(outputs.get(name), name);
            int count =
                    units.shape().isEmpty() ? 1 : Math.toIntExact(units.shape().getFirst());
            float[][] all = perImage(output);
            assertThat(units.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b))
                    .as(name)
                    .isEqualTo(all[IMAGE].length);
            assertThat(units.units())
                    .as(name)
                    .hasSize(Math.min(count, units.shape().size() == 3 ? 16 : 64));
            assertThat(units.maps().isPresent()).isEqualTo(units.shape().size() == 3);
            for (Units.Unit unit : units.units()) {
                assertThat(new double[] {unit.low(), unit.high()})
                        .as("%s, unit %d", name, unit.number())
                        .containsExactly(range(unit(all[IMAGE], unit.number(), count)));
                assertThat(unit.spread())
                        .as("%s, spread of unit %d", name, unit.number())
                        .isCloseTo(spread(all, unit.number(), count), within(1e-5));
            }
            assertThat(units.units()).as(name).isSortedAccordingTo(Comparator.comparing(unit -> -unit.spread()));
            assertThat(units.without().isPresent()).as(name).isEqualTo(name.startsWith("g:"));
        }
        outputs.values().forEach(Tensor::close);
    }

    @Test
    void the_first_layers_of_both_networks_are_the_arithmetic_that_they_stand_for() throws Exception {
        RunConfig config = dcgan();
        Map<String, float[][]> expected = new HashMap<>();
        List<Units> found = ask(
                config,
                trainer -> (stop, seen) -> {
                    if (stop == Stop.NOISE) {
                        expected.put("g", firstOfG(trainer.gan().generator(), seen[0]));
                    } else if (stop == Stop.REAL) {
                        expected.put("d", firstOfD(trainer.gan().discriminator(), seen[0]));
                    }
                },
                new Ask.Units("g:4x4.relu", false, IMAGE + 1),
                new Ask.Units("d:8x8.conv", true, IMAGE + 1));
        for (Units units : found) {
            float[][] values = Objects.requireNonNull(expected.get(units.layer().substring(0, 1)));
            float[][] shown =
                    units.units().stream().map(unit -> values[unit.number()]).toArray(float[][]::new);
            double low = Arrays.stream(shown)
                    .mapToDouble(unit -> range(unit)[0])
                    .min()
                    .orElseThrow();
            double high = Arrays.stream(shown)
                    .mapToDouble(unit -> range(unit)[1])
                    .max()
                    .orElseThrow();
            Strip strip = units.maps().orElseThrow();
            BufferedImage picture = decoded(strip);
            for (int i = 0; i < shown.length; i++) {
                assertThat(units.units().get(i).low()).isCloseTo(range(shown[i])[0], within(1e-4));
                assertThat(units.units().get(i).high()).isCloseTo(range(shown[i])[1], within(1e-4));
                for (int at = 0; at < shown[i].length; at++) {
                    int rgb = picture.getRGB(i * strip.width() + at % strip.width(), at / strip.width());
                    assertThat(rgb >>> 24).isEqualTo(0xff);
                    assertThat((double) (rgb & 0xff))
                            .as("%s, unit %d, pixel %d", units.layer(), i, at)
                            .isCloseTo(255 * (shown[i][at] - low) / (high - low), within(0.6));
                }
            }
        }
    }

    /** Noise times a matrix, normalised over the batch, and nothing below 0: the second image's units. */
    private static float[][] firstOfG(Net generator, Tensor z) {
        float[][] noise = perImage(z);
        Tensor weight = weight(generator, "4x4.project.weight"); // (latent, units, 4, 4)
        float[] matrix = TensorBytes.floats(weight);
        int units = Math.toIntExact(weight.size(1));
        float[] scale = TensorBytes.floats(weight(generator, "4x4.norm.weight"));
        float[] shift = TensorBytes.floats(weight(generator, "4x4.norm.bias"));
        float[][] outcome = new float[units][16];
        for (int unit = 0; unit < units; unit++) {
            double[][] of = new double[noise.length][16];
            for (int image = 0; image < noise.length; image++) {
                for (int pixel = 0; pixel < 16; pixel++) {
                    for (int i = 0; i < noise[image].length; i++) {
                        of[image][pixel] += noise[image][i] * (double) matrix[(i * units + unit) * 16 + pixel];
                    }
                }
            }
            double mean =
                    Arrays.stream(of).flatMapToDouble(Arrays::stream).average().orElseThrow();
            double variance = Arrays.stream(of)
                    .flatMapToDouble(Arrays::stream)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            for (int pixel = 0; pixel < 16; pixel++) {
                double normal = (of[IMAGE][pixel] - mean) / Math.sqrt(variance + 1e-5);
                outcome[unit][pixel] = (float) Math.max(0, normal * scale[unit] + shift[unit]);
            }
        }
        return outcome;
    }

    /** 4x4 kernels over the second image, two pixels apart, with a border of one. */
    private static float[][] firstOfD(Net detective, Tensor images) {
        Tensor weight = weight(detective, "8x8.conv.weight"); // (units, channels, 4, 4)
        float[] kernels = TensorBytes.floats(weight);
        int units = Math.toIntExact(weight.size(0));
        int channels = Math.toIntExact(weight.size(1));
        float[] image = perImage(images)[IMAGE];
        float[][] outcome = new float[units][64];
        for (int unit = 0; unit < units; unit++) {
            for (int at = 0; at < 64; at++) {
                double sum = 0;
                for (int tap = 0; tap < channels * 16; tap++) {
                    int y = at / 8 * 2 + tap / 4 % 4 - 1;
                    int x = at % 8 * 2 + tap % 4 - 1;
                    if (y >= 0 && y < 16 && x >= 0 && x < 16) {
                        sum += image[tap / 16 * 256 + y * 16 + x] * (double) kernels[unit * channels * 16 + tap];
                    }
                }
                outcome[unit][at] = (float) sum;
            }
        }
        return outcome;
    }

    /** Which weights make a unit, by the layer that they belong to: all of them 0, and nothing but 0 comes out of it. */
    private static void remove(Net net, String layer, int unit) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            net.parameters().forEach((name, weight) -> {
                if (name.substring(0, name.lastIndexOf('.')).equals(layer)) {
                    boolean acrossInputs = weight.dim() == 4; // (in, out, 4, 4) in G; else (out, ...)
                    weight.select(acrossInputs ? 1 : 0, unit).zero_();
                }
            });
        }
    }

    static Stream<Ask.Units> ofForger() {
        return Stream.of("4x4.project", "4x4.norm", "8x8.conv", "8x8.norm", "image.conv")
                .map(layer -> new Ask.Units("g:" + layer, false, IMAGE + 1));
    }

    @ParameterizedTest
    @MethodSource("ofForger")
    void an_image_without_a_unit_is_what_a_network_makes_whose_weights_for_it_are_zero(Ask.Units asked)
            throws Exception {
        is(dcgan(), asked);
    }

    @Test
    void without_rows_and_columns_a_unit_is_one_number() throws Exception {
        RunConfig vanilla = ResumeTest.configs().skip(2).findFirst().orElseThrow();
        is(vanilla, new Ask.Units("g:hidden0", false, IMAGE + 1));
        is(vanilla, new Ask.Units("g:hidden1", false, IMAGE + 1));
    }

    @Test
    void where_the_loss_knows_no_probability_d_says_a_score() throws Exception {
        RunConfig dcgan = dcgan();
        Recipe hinge = dcgan.recipe().withGame(dcgan.recipe().game().withLoss(new LossConfig.Hinge()));
        is(dcgan.withRecipe(hinge), new Ask.Units("g:8x8.conv", false, IMAGE + 1));
    }

    private static void is(RunConfig config, Ask.Units asked) throws Exception {
        Map<Integer, Lacking> expected = new HashMap<>();
        double[] whole = {Double.NaN};
        Units found = ask(config, trainer -> new Removing(trainer, asked.layer().substring(2), expected, whole), asked)
                .getFirst();
        Units.Without without = found.without().orElseThrow();
        assertThat(without.verdict()).isCloseTo(whole[0], within(1e-6));
        assertThat(without.gone()).hasSameSizeAs(expected.keySet());
        assertThat(without.gone()).isSortedAccordingTo(Comparator.comparing(gone -> -gone.change()));
        assertThat(without.gone()).anySatisfy(gone -> assertThat(gone.change()).isPositive());
        BufferedImage pictures = decoded(without.pictures());
        assertThat(without.pictures().count()).isEqualTo(Math.min(6, expected.size()));
        for (int i = 0; i < without.gone().size(); i++) {
            Units.Gone gone = without.gone().get(i);
            Lacking lacking = Objects.requireNonNull(expected.get(gone.unit()));
            assertThat(gone.change())
                    .as("change without unit %d", gone.unit())
                    .isCloseTo(lacking.change(), within(1e-3));
            assertThat(gone.verdict())
                    .as("verdict without unit %d", gone.unit())
                    .isCloseTo(lacking.verdict(), within(1e-5));
            if (i < without.pictures().count()) {
                int red = pictures.getRGB(i * 16 + 5, 7) >> 16 & 0xff;
                assertThat((double) red).isCloseTo(127.5 * (1 + lacking.image()[7 * 16 + 5]), within(0.6));
            }
        }
    }

    private record Lacking(float[] image, double change, double verdict) {}

    /** Takes every unit of a layer out of a copy of G, in turn, and shows D what is made then. */
    private record Removing(
            Trainer trainer, String layer, Map<Integer, Lacking> outcomes, double[] whole, Tensor[] noise)
            implements Witness {
        Removing(Trainer trainer, String layer, Map<Integer, Lacking> outcomes, double[] whole) {
            this(trainer, layer, outcomes, whole, new Tensor[1]);
        }

        @Override
        public void at(Stop stop, Tensor... seen) {
            if (stop == Stop.NOISE) {
                noise[0] = seen[0];
            } else if (stop == Stop.D_ON_FAKES) {
                whole[0] = said(seen[0].detach());
                RunConfig config = trainer.config();
                try (Gan copy = Models.of(config.recipe(), config.image(), new Noise(9))) {
                    for (int unit = 0; unit < units(); unit++) {
                        outcomes.put(unit, lacking(copy.generator(), unit));
                    }
                }
            }
        }

        private int units() {
            Net generator = trainer.gan().generator();
            Tensor weight = generator.parameters().sequencedEntrySet().stream()
                    .filter(named -> named.getKey().startsWith(layer + "."))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            return Math.toIntExact(weight.size(weight.dim() == 4 ? 1 : 0));
        }

        private Lacking lacking(Net copy, int unit) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                Net own = trainer.gan().generator();
                own.state()
                        .forEach((name, tensor) -> TensorBytes.copyInto(
                                Objects.requireNonNull(copy.state().get(name)), TensorBytes.of(tensor)));
                float[] intact = perImage(copy.forward(noise[0], new Pass.Probe()))[IMAGE];
                remove(copy, layer, unit);
                Tensor made = copy.forward(noise[0], new Pass.Probe());
                float[] image = perImage(made)[IMAGE];
                double change = IntStream.range(0, image.length)
                        .mapToDouble(i -> Math.abs(image[i] - intact[i]) * 255 / 2)
                        .average()
                        .orElseThrow();
                Tensor logits = trainer.forward()
                        .judgeAgain(
                                trainer.gan().discriminator(),
                                made,
                                trainer.forward().judged());
                return new Lacking(image, change, said(logits));
            }
        }

        /** Hinge knows no probability: what counts is the score itself. */
        private double said(Tensor logits) {
            double score = Tensors.doubles(logits)[IMAGE];
            return trainer.config().recipe().game().loss() instanceof LossConfig.Hinge ? score : sigmoid(score);
        }
    }

    @Test
    void filters_are_the_strongest_kernels_between_an_input_and_an_output() throws Exception {
        RunConfig modern = ResumeTest.configs().skip(4).findFirst().orElseThrow();
        assertThat(filters(modern, "g:8x8.up", "twice.weight", true))
                .isEqualTo(List.of("mix.weight", "refine.weight", "twice.weight"));
        assertThat(filters(dcgan(), "g:8x8.conv", "weight", true)).containsExactly("weight");
        assertThat(filters(dcgan(), "g:4x4.project", "weight", true)).containsExactly("weight");
        assertThat(filters(dcgan(), "d:8x8.conv", "weight", false)).containsExactly("weight");
        assertThat(filters(dcgan(), "d:score", "weight", false)).containsExactly("weight");
        assertThat(filters(dcgan(), "d:4x4.norm", "", false)).isEmpty();
    }

    /** Compares those of one weight, and names all that there are. */
    private static List<String> filters(RunConfig config, String layer, String name, boolean inputsFirst)
            throws Exception {
        Map<String, float[]> weights = new HashMap<>();
        long[][] shape = {{}};
        Units units = ask(
                        config,
                        trainer -> (stop, seen) -> {
                            Net net = layer.startsWith("g")
                                    ? trainer.gan().generator()
                                    : trainer.gan().discriminator();
                            if (stop == Stop.REAL && !name.isEmpty()) {
                                Tensor weight = weight(net, layer.substring(2) + "." + name);
                                shape[0] = weight.shape();
                                weights.put(name, TensorBytes.floats(weight));
                            }
                        },
                        new Ask.Units(layer, false, IMAGE + 1))
                .getFirst();
        for (Units.Filters filters : units.filters()) {
            if (filters.weight().equals(name)) {
                compare(filters, Objects.requireNonNull(weights.get(name)), shape[0], inputsFirst);
            }
        }
        return units.filters().stream().map(Units.Filters::weight).toList();
    }

    private static void compare(Units.Filters filters, float[] weights, long[] shape, boolean inputsFirst)
            throws IOException {
        int size = Math.toIntExact(shape[2] * shape[3]);
        int second = Math.toIntExact(shape[1]);
        List<float[]> sorted = IntStream.range(0, weights.length / size)
                .mapToObj(i -> Arrays.copyOfRange(weights, i * size, (i + 1) * size))
                .sorted(Comparator.comparing((float[] kernel) -> -squares(kernel)))
                .limit(16)
                .toList();
        assertThat(filters.count()).isEqualTo(weights.length / size);
        assertThat(filters.kernels()).hasSameSizeAs(sorted);
        double scale = sorted.stream()
                .mapToDouble(kernel -> Math.max(range(kernel)[1], -range(kernel)[0]))
                .max()
                .orElseThrow();
        assertThat(filters.scale()).isEqualTo(scale);
        BufferedImage picture = decoded(filters.pictures());
        for (int i = 0; i < sorted.size(); i++) {
            Units.Kernel kernel = filters.kernels().get(i);
            int first = inputsFirst ? kernel.from() : kernel.to();
            int at = first * second + (inputsFirst ? kernel.to() : kernel.from());
            float[] values = Arrays.copyOfRange(weights, at * size, (at + 1) * size);
            assertThat(squares(values)).as("of kernel %d", i).isEqualTo(squares(sorted.get(i)));
            assertThat(new double[] {kernel.low(), kernel.high()}).containsExactly(range(values));
            for (int tap = 0; tap < size; tap++) {
                int argb = picture.getRGB(i * (int) shape[3] + tap % (int) shape[3], tap / (int) shape[3]);
                double opacity = 255 * Math.abs(values[tap]) / scale;
                assertThat((double) (argb >>> 24)).isCloseTo(opacity, within(0.6));
                boolean orange = (argb >> 16 & 0xff) > (argb & 0xff);
                assertThat(opacity < 1 || orange == values[tap] > 0)
                        .as("colour of %s", values[tap])
                        .isTrue();
            }
        }
    }

    private static double squares(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> (double) values[i] * values[i])
                .sum();
    }

    /** At 64 pixels, G's last four layers and all of D's but the score; at 16 everything is quick, at 256 nothing. */
    @Test
    void as_many_units_are_tried_as_there_is_time_for() {
        double large = 16 * (512 * 256 * 16.0 + 256 * 128 * 64.0 + 128 * 64 * 256.0);
        double last = 16 * 64 * 3 * 1024.0;
        double score = 512 * 16;
        int batch = 64;
        int expected = (int) (200e9 / batch / (2 * large + 2 * last + score));
        assertThat(expected).isBetween(9, 63);
        assertThat(affordable(64, batch)).isEqualTo(expected);
        assertThat(affordable(16, batch)).isEqualTo(64);
        assertThat(affordable(256, batch)).isEqualTo(8);
    }

    private static int affordable(int side, int batch) {
        Recipe.Dcgan recipe = Recipe.Dcgan.TUTORIAL;
        try (StepScope scope = StepScope.open();
                Gan gan = Models.of(recipe, new ImageShape(3, side), new Noise(1))) {
            Disguise disguise = new Disguise(recipe.game(), new Noise(1));
            Forward forward = new Forward(Precision.FP32, new Noise(1), disguise);
            Tensor made = torch.zeros(batch, 3, side, side);
            return new Ablation(gan, forward, Losses.of(recipe.game().loss()), "4x4.project", made, made, 0)
                    .affordable();
        }
    }

    @Test
    void layers_and_images_that_are_not_there_are_refused() {
        assertRefused(
                new Ask.Units("g:16x16.conv", false, 1), "units=g:16x16.conv: expected a layer such as g:4x4.project");
        assertRefused(new Ask.Units("", false, 1), "units=: expected a layer such as d:8x8.conv");
        assertRefused(
                new Ask.Units("g:4x4.norm", true, 1), "units=g:4x4.norm: G makes no real image; ask a layer of D");
        assertRefused(new Ask.Units("d:8x8.conv", true, 5), "image is 5; expected 1 to 4");
    }

    private static void assertRefused(Ask.Units asked, String message) {
        assertThatThrownBy(() -> ask(dcgan(), trainer -> Witness.NONE, asked))
                .isInstanceOf(UserException.class)
                .hasMessage(message);
    }

    /** Keeps what comes out of every layer in the passes of the step that are told about. */
    private static final class Overheard implements Witness {
        private final Forward forward;
        private final Map<String, Tensor> outputs;

        Overheard(Forward forward, Map<String, Tensor> outputs) {
            this.forward = forward;
            this.outputs = outputs;
        }

        @Override
        public void at(Stop stop, Tensor... seen) {
            switch (stop) {
                case NOISE -> keep("g:", false);
                case REAL -> keep("d:", false);
                case D_ON_FAKES -> keep("d:", true);
                case GENERATE, D_ON_REALS -> forward.showNobody();
                case READY, ERRORS, BACKWARD_D, UPDATE_D, RESCORE, G_ERROR, BACKWARD_G, UPDATE_G, RESULT -> {}
            }
        }

        private void keep(String network, boolean real) {
            forward.show((layer, kind, output) -> {
                try (StepScope scope = StepScope.open();
                        NoGradGuard frozen = new NoGradGuard()) {
                    outputs.put(
                            network + layer + real,
                            scope.keep(output.detach().to(ScalarType.Float).clone()));
                }
            });
        }
    }

    private static Tensor weight(Net net, String name) {
        return Objects.requireNonNull(net.parameters().get(name), name);
    }

    private static float[][] perImage(Tensor batch) {
        float[] all = TensorBytes.floats(batch);
        int count = Math.toIntExact(batch.size(0));
        int size = all.length / count;
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                .toArray(float[][]::new);
    }

    private static float[] unit(float[] image, int number, int units) {
        int pixels = image.length / units;
        return Arrays.copyOfRange(image, number * pixels, (number + 1) * pixels);
    }

    private static double[] range(float[] values) {
        return new double[] {
            IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow(),
            IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElseThrow()
        };
    }

    private static double spread(float[][] images, int number, int units) {
        double[] values = Arrays.stream(images)
                .map(image -> unit(image, number, units))
                .flatMapToDouble(unit -> IntStream.range(0, unit.length).mapToDouble(i -> unit[i]))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow());
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static BufferedImage decoded(Strip strip) throws IOException {
        String text = strip.png().substring("data:image/png;base64,".length());
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
    }
}
