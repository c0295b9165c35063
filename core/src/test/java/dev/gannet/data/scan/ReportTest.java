package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Json;
import dev.gannet.data.archive.Entry;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Traits;
import dev.gannet.data.picture.Traits.Mode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Report byHand() {
        return new Sets(new ImageShape(3, 64, 96))
                .good("a.jpg", "cat", new Traits("JPEG", Mode.RGB, 500, 375, 1), 1, 0b0000)
                .good("b.jpg", "cat", new Traits("JPEG", Mode.RGB, 500, 375, 1), 1, 0b0000)
                .bad("c.png", Reason.EMPTY, "0 bytes")
                .good("d.gif", "dog", new Traits("GIF", Mode.PALETTE_ALPHA, 90, 200, 7), 2, 0b0111, Suspicion.UPSAMPLED)
                .good("e.png", "cat", new Traits("PNG", Mode.GREY, 40, 40, 1), 3, 0b0001)
                .good("f.png", "", new Traits("PNG", Mode.RGB, 200, 60, 1), 4, 0b0011, Suspicion.FLAT)
                .bad("g.png", Reason.NOT_AN_IMAGE, "begins with PK")
                .bad("h.png", Reason.EMPTY, "0 bytes")
                .good("i.png", "bird", new Traits("PNG", Mode.RGB, 300, 300, 1), 5, 0b1111L << 40, Suspicion.UPSAMPLED)
                .skipped(".x", "hidden")
                .skipped("y.txt", "no picture")
                .skipped(".z", "hidden")
                .report();
    }

    @Test
    void counts_are_those_made_by_hand() {
        Report report = byHand();
        assertThat(report.counts())
                .isEqualTo(new Report.Counts(
                        6,
                        3,
                        3,
                        6_030,
                        new TreeMap<>(Map.of("empty", 2, "not-an-image", 1)),
                        new TreeMap<>(Map.of("hidden", 2, "no picture", 1))));
        assertThat(report.formats()).isEqualTo(Map.of("JPEG", 2, "GIF", 1, "PNG", 3));
        assertThat(report.modes()).isEqualTo(Map.of("rgb", 4, "palette-alpha", 1, "grey", 1));
        assertThat(report.animated()).isEqualTo(new Report.Named(1, List.of("d.gif")));
        assertThat(report.suspicions())
                .isEqualTo(Map.of(
                        "upsampled", new Report.Named(2, List.of("d.gif", "i.png")),
                        "flat", new Report.Named(1, List.of("f.png")),
                        "letterboxed", new Report.Named(0, List.of())));
        assertThat(report.labels())
                .isEqualTo(new Report.Labels(
                        3,
                        1,
                        0,
                        List.of(new Report.Label("cat", 3), new Report.Label("bird", 1), new Report.Label("dog", 1)),
                        new Report.Label("dog", 1),
                        3));
        assertThat(report.rejections())
                .containsExactly(
                        new Report.Rejection("c.png", "empty", "0 bytes"),
                        new Report.Rejection("g.png", "not-an-image", "begins with PK"),
                        new Report.Rejection("h.png", "empty", "0 bytes"));
    }

    @Test
    void sizes_and_shapes_are_those_made_by_hand() {
        Report report = byHand();
        // shorter sides 375 375 90 40 60 300; the target is 96 wide and 64 high
        assertThat(report.sizes())
                .isEqualTo(new Report.Sizes(
                        new Report.Size(40, 40, 1),
                        new Report.Size(500, 375, 2),
                        300,
                        5,
                        List.of(
                                new Report.Size(500, 375, 2),
                                new Report.Size(40, 40, 1),
                                new Report.Size(90, 200, 1),
                                new Report.Size(200, 60, 1),
                                new Report.Size(300, 300, 1)),
                        3,
                        40.0 / 96));
        // widths for their heights 4/3 4/3 9/20 1 10/3 1 against 3/2: what is left is 8/9 8/9 3/10 2/3 9/20 2/3
        Report.Shapes shapes = report.shapes();
        assertThat(shapes.lost()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(shapes)
                .isEqualTo(new Report.Shapes(
                        1, 3, 2, new Report.Size(200, 60, 1), new Report.Size(90, 200, 1), shapes.lost()));
    }

    @Test
    void copies_count_once_and_small_and_flat_pictures_look_like_nothing() {
        Report report = byHand();
        assertThat(report.exact())
                .isEqualTo(new Report.Repeats(1, 1, List.of(new Report.Group(2, List.of("a.jpg", "b.jpg")))));
        assertThat(report.near())
                .isEqualTo(new Report.Repeats(1, 2, List.of(new Report.Group(3, List.of("a.jpg", "d.gif", "i.png")))));
    }

    @Test
    void nothing_is_a_report_too() {
        Report report = new Sets(64).report();
        assertThat(report.sizes())
                .isEqualTo(new Report.Sizes(new Report.Size(0, 0, 0), new Report.Size(0, 0, 0), 0, 0, List.of(), 0, 0));
        assertThat(report.labels()).isEqualTo(new Report.Labels(0, 0, 0, List.of(), new Report.Label("", 0), 0));
        assertThat(report.allTheSame()).isFalse();
        assertThat(TextReport.lines(report, List.of()))
                .containsExactly(
                        "Pictures     0 usable, 0 rejected, 0 skipped; 0 bytes", "Advice       nothing to mend");
    }

    @Test
    void it_goes_to_json_and_back() {
        Json json = new Json();
        for (Report report :
                List.of(byHand(), new Sets(8).report(), Sets.hostile().report())) {
            assertThat(json.read(json.pretty(report), Report.class, "report")).isEqualTo(report);
        }
        assertThat(json.line(byHand()))
                .startsWith("{\"counts\":{\"accepted\":6,\"rejected\":3,\"skipped\":3,\"bytes\":6030,"
                        + "\"rejectedBy\":{\"empty\":2,\"not-an-image\":1},\"skippedBy\":{\"hidden\":2,\"no picture\":1}},"
                        + "\"sizes\":{\"smallest\":{\"width\":40,\"height\":40,\"count\":1}");
    }

    @Test
    void names_labels_reasons_and_rejections_are_kept_in_bounds() {
        Sets set = new Sets(64).bad(150, Reason.TRUNCATED, "short");
        for (int i = 0; i < 1_500; i++) {
            set.many(1, "label" + i % 1_200, Mode.RGB, 100, 100, Suspicion.UPSAMPLED);
            set.skipped("s", "reason " + i);
        }
        Report report = set.report();
        assertThat(report.rejections()).hasSize(100);
        assertThat(report.counts().rejected()).isEqualTo(150);
        assertThat(report.labels().different()).isEqualTo(1_200);
        assertThat(report.labels().shown()).hasSize(1_000);
        assertThat(report.labels().smallest().count()).isEqualTo(1);
        assertThat(report.suspicions().entrySet()).anySatisfy(suspicion -> {
            assertThat(suspicion.getKey()).isEqualTo("upsampled");
            assertThat(suspicion.getValue().count()).isEqualTo(1_500);
            assertThat(suspicion.getValue().names()).hasSize(20);
        });
        assertThat(report.counts().skippedBy()).hasSize(101).containsEntry("other", 1_400);
    }

    @Test
    void a_million_pictures_are_reported_in_seconds() {
        ReportBuilder builder = new ReportBuilder(new ImageShape(3, 64));
        Random random = new Random(1);
        Entry entry = new Entry("n", 0, 5, 0, "l");
        int count = 1_000_000;
        int[] shorter = new int[count];
        for (int i = 0; i < count; i++) {
            int width = 50 + random.nextInt(2_000);
            int height = 50 + random.nextInt(2_000);
            shorter[i] = Math.min(width, height);
            Traits traits = new Traits("JPEG", Mode.RGB, width, height, 1);
            builder.add(i, entry, new Finding.Good(traits, random.nextLong(), random.nextLong(), Set.of()));
        }
        Report report = builder.build(index -> entry);
        assertThat(report.counts().accepted()).isEqualTo(count);
        assertThat(report.sizes().medianShorter())
                .isEqualTo(IntStream.of(shorter)
                        .sorted()
                        .skip(count / 2)
                        .findFirst()
                        .orElseThrow());
        assertThat(report.near().groups()).isLessThan(20);
    }
}
