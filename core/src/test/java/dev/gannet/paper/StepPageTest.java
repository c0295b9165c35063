package dev.gannet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.RunConfig;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.LayerOutput;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import dev.gannet.trace.WeightGradient;
import dev.gannet.trace.WeightUpdate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step as a page, against the trace that it is made of. */
class StepPageTest {
    @TempDir
    private Path folder = Path.of("");

    private Told told = new Told(DebugView.About.of("", RunConfig.defaults()), Optional.empty(), StepTrace.EMPTY);
    private String html = "";

    @BeforeEach
    void make() throws InterruptedException {
        told = Rehearsed.fourth(Rehearsed.train(folder.resolve("run"), Rehearsed.config()));
        html = StepPage.of(told, Words.in("en"));
    }

    private <T extends Seen> T at(Stop stop, Class<T> type) {
        return told.trace().at(stop, type).orElseThrow();
    }

    private List<String> texts(String xpath) throws IOException {
        return Parsed.of(html).texts(xpath);
    }

    private List<String> said(Stop stop) throws IOException {
        return texts("//section[@id='%s']/div[@class='said']/p".formatted(stop.id()));
    }

    private List<String> cells(Stop stop, int column) throws IOException {
        return texts("//section[@id='%s']//tbody/tr/*[%d]".formatted(stop.id(), column));
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static String verdict(double p) {
        return String.format(Locale.ROOT, p > 0.005 && p < 0.995 ? "%.2f" : "%.3f", p);
    }

    /** With three digits that count, as in 0.00123 or 1.23×10⁻⁵. */
    private static String digits(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
        if (value == 0 || Math.abs(value) >= 1e-4) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        String[] parts = String.format(Locale.ROOT, "%.2e", value).split("e-0?");
        String power = parts[1].chars()
                .mapToObj(digit -> String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')))
                .reduce("", String::concat);
        return parts[0].replaceFirst("\\.?0+$", "") + "×10⁻" + power;
    }

    private static List<String> each(double[] values, DoubleFunction<String> text) {
        return Arrays.stream(values).mapToObj(text).toList();
    }

    @Test
    void it_says_which_step_of_which_run_it_is() throws IOException {
        assertThat(texts("//header/h1")).containsExactly("Step 4");
        assertThat(texts("//title")).containsExactly("Step 4 · run");
        assertThat(texts("//header/p[1]")).containsExactly("run · 50 images of dogs · epoch 0.4");
        assertThat(texts("//header/p/code"))
                .containsExactly(at(Stop.RESULT, Seen.Result.class).ledger());
        assertThat(texts("//footer/p"))
                .containsExactly(
                        "Run run, seed 1, step 4, stop S13; the step has got to S13 of S13. Every number is read from the"
                                + " tensors that trained.",
                        "Batch norm uses each batch’s own statistics, in training passes and in looks alike; only training"
                                + " passes move the running averages.",
                        "Made by Gannet development from the checkpoint of step 3: both networks took one more step in"
                                + " memory, and the run stayed as it was.");
        Map<String, String> hashes = at(Stop.READY, Seen.Ready.class).hashes();
        assertThat(texts("//section[@id='S0']//dd")).containsExactlyInAnyOrderElementsOf(hashes.values());
    }

    @Test
    void every_stop_is_there_with_its_words() throws IOException {
        List<String> ids = Arrays.stream(Stop.values()).map(Stop::id).toList();
        assertThat(texts("//section/@id")).isEqualTo(ids);
        assertThat(texts("//nav//a/@href"))
                .isEqualTo(ids.stream().map(id -> "#" + id).toList());
        assertThat(texts("//section[@id='S7']/h2/text()")).contains("The error goes back through the discriminator");
        assertThat(texts("//section[@id='S7']/p[@class='lecture']"))
                .containsExactly(
                        "Back-propagation asks each weight of D: which way would you have to move for the error to shrink?");
    }

    @Test
    void the_narration_is_that_of_the_trace_word_for_word() throws IOException {
        double[] fake = at(Stop.D_ON_FAKES, Seen.Scores.class).verdicts();
        assertThat(said(Stop.D_ON_FAKES).getFirst())
                .isEqualTo("D gives the fakes %s on average, from %s to %s."
                        .formatted(
                                verdict(mean(fake)),
                                verdict(Arrays.stream(fake).min().orElseThrow()),
                                verdict(Arrays.stream(fake).max().orElseThrow())));
        Seen.Errors errors = at(Stop.ERRORS, Seen.Errors.class);
        assertThat(said(Stop.ERRORS).getFirst())
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "Fakes cost %.2f, real images cost %.2f. D’s error is %.2f.",
                        mean(errors.fake()),
                        mean(errors.real()),
                        errors.lossD()));
        assertThat(texts("//section[@id='S6']/ul[@class='notes']/li"))
                .containsExactly(
                        String.format(Locale.ROOT, "D’s error: %.3f", errors.lossD()),
                        "error of a fake = −log(1 − p) · error of a real image = −log p",
                        "The mean over 6 fakes plus the mean over 6 real images.");
        assertThat(said(Stop.UPDATE_D)).contains("Nothing in G has moved.");
        assertThat(said(Stop.UPDATE_G)).contains("Nothing in D has moved.");
        Seen.Rescored again = at(Stop.RESCORE, Seen.Rescored.class);
        long fell = IntStream.range(0, 6)
                .filter(i -> again.fakeVerdicts()[i] < fake[i])
                .count();
        assertThat(said(Stop.RESCORE).get(1))
                .isEqualTo(
                        (fell >= 5 ? "Most fakes were pushed down: %d of 6." : "Only %d of 6 fakes were pushed down.")
                                .formatted(fell));
        Seen.Result result = at(Stop.RESULT, Seen.Result.class);
        assertThat(said(Stop.RESULT).getFirst())
                .isEqualTo("D’s mean verdict on these noises: %s at first, %s after D had learned, %s after G’s answer."
                        .formatted(
                                verdict(mean(fake)),
                                String.format(Locale.ROOT, "%.2f", mean(again.fakeVerdicts())),
                                String.format(Locale.ROOT, "%.2f", mean(result.verdicts()))));
    }

    @Test
    void every_number_of_every_image_is_the_traces_own() throws IOException {
        Seen.Scores fake = at(Stop.D_ON_FAKES, Seen.Scores.class);
        Seen.Scores real = at(Stop.D_ON_REALS, Seen.Scores.class);
        assertThat(texts("//section[@id='S4']//li/span[2]"))
                .isEqualTo(each(fake.verdicts(), p -> "probability " + verdict(p)));
        assertThat(texts("//section[@id='S5']//li/span[3]"))
                .isEqualTo(each(real.logits(), logit -> "logit: " + digits(logit)));
        Seen.Errors errors = at(Stop.ERRORS, Seen.Errors.class);
        assertThat(cells(Stop.ERRORS, 1))
                .startsWith("Fake 1", "Fake 2")
                .endsWith("Real image 6")
                .hasSize(12);
        assertThat(cells(Stop.ERRORS, 4))
                .isEqualTo(List.of("0", "0", "0", "0", "0", "0", "1", "1", "1", "1", "1", "1"));
        assertThat(cells(Stop.ERRORS, 5))
                .isEqualTo(Stream.of(errors.fake(), errors.real())
                        .flatMap(all -> each(all, StepPageTest::digits).stream())
                        .toList());
        Seen.Rescored again = at(Stop.RESCORE, Seen.Rescored.class);
        assertThat(cells(Stop.RESCORE, 3)).allSatisfy(cell -> assertThat(cell).matches("[▲▼=] [01]\\.\\d{2,3}"));
        assertThat(cells(Stop.RESCORE, 3).stream().map(cell -> cell.substring(2)))
                .isEqualTo(Stream.of(again.fakeVerdicts(), again.realVerdicts())
                        .flatMap(all -> each(all, StepPageTest::verdict).stream())
                        .toList());
        assertThat(cells(Stop.G_ERROR, 5))
                .isEqualTo(each(at(Stop.G_ERROR, Seen.ForgerError.class).errors(), StepPageTest::digits));
    }

    @Test
    void every_layer_of_both_networks_is_there_with_its_gradient_and_its_change() throws IOException {
        List<LayerOutput> made = at(Stop.GENERATE, Seen.Made.class).layers();
        assertThat(cells(Stop.GENERATE, 1))
                .isNotEmpty()
                .isEqualTo(made.stream().map(LayerOutput::layer).toList());
        List<WeightGradient> back = at(Stop.BACKWARD_D, Seen.BackwardD.class).weights();
        assertThat(cells(Stop.BACKWARD_D, 1))
                .isNotEmpty()
                .isEqualTo(back.stream().map(WeightGradient::weight).toList());
        assertThat(cells(Stop.BACKWARD_D, 2))
                .isEqualTo(back.stream().map(one -> digits(one.norm())).toList());
        assertThat(cells(Stop.BACKWARD_D, 4))
                .isEqualTo(back.stream()
                        .map(one -> digits(one.fake().orElseThrow()))
                        .toList());
        assertThat(cells(Stop.BACKWARD_G, 2))
                .isEqualTo(at(Stop.BACKWARD_G, Seen.BackwardG.class).weights().stream()
                        .map(one -> digits(one.norm()))
                        .toList());
        List<WeightUpdate> moved = at(Stop.UPDATE_G, Seen.Update.class).weights();
        assertThat(cells(Stop.UPDATE_G, 1))
                .isEqualTo(moved.stream().map(WeightUpdate::weight).toList());
        assertThat(cells(Stop.UPDATE_G, 2))
                .isEqualTo(moved.stream().map(one -> digits(one.change())).toList());
    }

    @Test
    void every_picture_is_in_the_page_by_itself_and_has_a_text() throws IOException {
        assertThat(texts("//img/@alt"))
                .hasSize(1 + 4 * 6 + 2 * 6 + 3 * 6)
                .contains("Fake 6", "Real image 1", "Fake 2, What D wants changed: blue darker, orange lighter")
                .contains("Fake 3, before", "Fake 3, what changed", "Fake 3, after")
                .contains("6 rows of 8 random numbers")
                .allSatisfy(alt -> assertThat(alt).isNotBlank());
        BufferedImage third = decoded(texts("//section[@id='S3']//img/@src").get(2));
        Strip strip = at(Stop.REAL, Seen.Reals.class).images();
        BufferedImage all = decoded(strip.png());
        assertThat(third.getWidth()).isEqualTo(16);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                assertThat(third.getRGB(x, y)).isEqualTo(all.getRGB(2 * 16 + x, y));
            }
        }
    }

    private static BufferedImage decoded(String address) throws IOException {
        byte[] png = Base64.getDecoder().decode(address.substring("data:image/png;base64,".length()));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void it_needs_nothing_runs_nothing_and_tells_nothing_about_the_machine() throws IOException {
        assertThat(texts("//*/@src")).allSatisfy(source -> assertThat(source).startsWith("data:image/png;base64,"));
        assertThat(texts("//*/@href")).allSatisfy(link -> assertThat(link).startsWith("#S"));
        assertThat(html)
                .doesNotContain("<script", "http:", "https:", "url(", "@import", " style=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain(folder.toString(), System.getProperty("user.home"), "/tmp/");
        assertThat(texts("//meta/@content").getFirst())
                .startsWith("default-src 'none'; img-src data:; style-src 'sha256-");
    }

    @Test
    void all_six_languages_have_all_the_words() throws IOException {
        for (String language : List.of("de", "en", "es", "fr", "pt", "zh")) {
            Parsed page = Parsed.of(StepPage.of(told, Words.in(language)));
            assertThat(page.texts("//html/@lang")).containsExactly(language);
            assertThat(page.texts("//section/h2")).hasSize(14).doesNotHaveDuplicates();
            assertThat(String.join(" ", page.texts("//body")))
                    .doesNotContain("debugger.")
                    .doesNotContain("{");
        }
        String german = StepPage.of(told, Words.in("de"));
        double loss = at(Stop.ERRORS, Seen.Errors.class).lossD();
        assertThat(german).contains(String.format(Locale.GERMAN, "%.3f", loss));
    }

    @Test
    void a_loss_without_probabilities_and_fresh_images_have_their_own_words() throws Exception {
        Told other = Rehearsed.fourth(Rehearsed.train(folder.resolve("other"), Rehearsed.withoutProbabilities()));
        Parsed page = Parsed.of(StepPage.of(other, Words.in("en")));
        double[] scores = other.trace()
                .at(Stop.D_ON_FAKES, Seen.Scores.class)
                .orElseThrow()
                .verdicts();
        assertThat(page.texts("//section[@id='S4']//li/span[2]"))
                .isEqualTo(each(scores, score -> String.format(Locale.ROOT, "score %.2f", score)));
        assertThat(page.texts("//section[@id='S10']/h2/text()")).contains("Now it is the generator’s turn");
        assertThat(page.texts("//section[@id='S10']//img")).hasSize(6);
        assertThat(page.texts("//figure")).hasSize(3);
        double[] before = other.trace()
                .at(Stop.G_ERROR, Seen.ForgerError.class)
                .orElseThrow()
                .verdicts();
        double[] after =
                other.trace().at(Stop.RESULT, Seen.Result.class).orElseThrow().verdicts();
        double[] all = DoubleStream.concat(Arrays.stream(before), Arrays.stream(after))
                .sorted()
                .toArray();
        assertThat(page.texts("//section[@id='S13']//figure//*[@text-anchor='end']"))
                .as("a scale as long as the scores go")
                .startsWith(String.format(Locale.ROOT, "%.1f", all[0]))
                .endsWith(String.format(Locale.ROOT, "%.1f", all[all.length - 1]));
    }

    @Test
    void images_that_are_changed_before_d_sees_them_are_shown_as_it_has_seen_them() throws Exception {
        Told other = Rehearsed.fourth(Rehearsed.train(folder.resolve("changes"), Rehearsed.withChanges()));
        Parsed page = Parsed.of(StepPage.of(other, Words.in("en")));
        assertThat(page.texts("//section[@id='S3']/div[@class='said']/p"))
                .containsExactly("6 real images. D will not see them as they are: real images and fakes alike are first"
                        + " changed by chance, each kind of change with a probability of 100%.");
        assertThat(page.texts("//section[@id='S3']/ul[@class='notes']/li"))
                .last()
                .isEqualTo(
                        "What happens to every image before D sees it: it is shifted by up to an eighth of its side; a"
                                + " grey square covers a part of it");
        for (String judging : List.of("S4", "S5", "S10")) {
            assertThat(page.texts("//section[@id='%s']//img/@src".formatted(judging)))
                    .as(judging)
                    .hasSize(6)
                    .doesNotContainAnyElementsOf(page.texts("//section[@id='S2' or @id='S3']//img/@src"));
        }
        assertThat(page.texts("//section[@id='S5']/div[@class='said']/p"))
                .contains("The pictures show what D has seen: the images after their changes.");
        assertThat(page.texts("//section[@id='S9']/ul[@class='notes']/li"))
                .last()
                .asString()
                .startsWith("For G’s score, chance draws anew what D gets to see.");
        assertThat(page.texts("//section[@id='S10']/div[@class='said']/p"))
                .contains("For this, chance has drawn anew what D gets to see, so these verdicts are not those of S9.");
        assertThat(page.texts("//section[@id='S13']/div[@class='said']/p").getFirst())
                .matches("D’s mean verdict on these noises: 0\\.\\d+ before G’s answer, 0\\.\\d+ after it\\.");
    }
}
