package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Traits;
import dev.gannet.data.picture.Traits.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The report for a terminal and for a browser. */
class PagesTest {
    /** None that runs, styles or links. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "class",
            "id",
            "scope",
            "role",
            "src",
            "alt",
            "tabindex",
            "aria-label",
            "aria-labelledby",
            "aria-hidden",
            "width",
            "height");

    @TempDir
    private Path folder = Path.of("");

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private Document page(Report report, List<String> advice, List<Sheet> sheets) throws Exception {
        Path file = folder.resolve("report.html");
        HtmlReport.write(report, advice, sheets, file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    @Test
    void names_cannot_break_out_of_the_page() throws Exception {
        Report report = Sets.hostile().report();
        String evil = "<img src=x onerror='alert(1)'>\u202e & \"so on\"";
        Document page = page(report, List.of(evil), List.of(new Sheet(evil, evil, new byte[] {1, 2, 3})));
        String text = Files.readString(folder.resolve("report.html"));
        assertThat(text).doesNotContain("<script", "\u202e", "\u0000").doesNotContain("<b>");
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "img")).hasSize(1);
        assertThat(elements(page, "img").getFirst().getAttribute("alt")).isEqualTo(Visible.show(evil));
        assertThat(elements(page, "img").getFirst().getAttribute("src")).isEqualTo("data:image/png;base64,AQID");
        List<String> shown =
                elements(page, "li").stream().map(Element::getTextContent).toList();
        assertThat(shown).contains(Visible.show(evil), "<script>alert(1)</script>", "\"onload=alert(1) x='&amp;.png");
        List<String> heads =
                elements(page, "th").stream().map(Element::getTextContent).toList();
        assertThat(heads)
                .contains(
                        "<script>alert(1)</script>gpj.\\u202eexe\\n\\t\\u0000.png", "gpj.\\u202eexe\\n\\t\\u0000.png");
        for (Element element : elements(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(ATTRIBUTES).contains(element.getAttributes().item(i).getNodeName());
            }
        }
    }

    @Test
    void the_policy_allows_the_style_alone() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("report.html");
        HtmlReport.write(new Sets(64).many(3).report(), List.of(), List.of(), file);
        String text = Files.readString(file);
        String style = text.substring(text.indexOf("<style>") + 7, text.indexOf("</style>"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(text)
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;"
                        + " img-src data:; style-src &#39;sha256-" + hash + "&#39;; base-uri &#39;none&#39;;"
                        + " form-action &#39;none&#39;\"/>")
                .doesNotContain("http:", "https:", "url(", "@import", "style=");
    }

    @Test
    void tables_have_captions_and_scopes_and_sections_have_names() throws Exception {
        Document page = page(Sets.hostile().report(), List.of("one"), List.of());
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(elements(page, "main")).hasSize(1);
        assertThat(elements(page, "h1")).hasSize(1);
        for (Element table : elements(page, "table")) {
            assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
        }
        for (Element head : elements(page, "th")) {
            assertThat(head.getAttribute("scope")).isIn("col", "row");
        }
        List<String> ids =
                elements(page, "h2").stream().map(one -> one.getAttribute("id")).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(elements(page, "section").stream().map(one -> one.getAttribute("aria-labelledby")))
                .containsExactlyElementsOf(ids);
        assertThat(elements(page, "h2").stream().map(Element::getTextContent))
                .containsExactly(
                        "Pictures",
                        "Advice",
                        "Sizes",
                        "Shapes",
                        "Formats and colours",
                        "Repeats",
                        "Suspicions",
                        "Labels",
                        "Rejected");
    }

    @Test
    void nothing_to_show_is_a_page_too() throws Exception {
        Document page = page(new Sets(64).report(), List.of(), List.of());
        assertThat(elements(page, "p").stream().map(Element::getTextContent))
                .containsExactly("Nothing to mend.", "None.");
    }

    @Test
    void bars_are_as_long_as_their_numbers() throws Exception {
        Report report = new Sets(64)
                .many(30, "cat", Mode.RGB, 100, 100)
                .many(10, "dog", Mode.RGB, 100, 100)
                .report();
        Document page = page(report, List.of(), List.of());
        Element labels = elements(page, "table").getLast();
        assertThat(labels.getElementsByTagName("caption").item(0).getTextContent())
                .isEqualTo("Pictures by label");
        NodeList bars = labels.getElementsByTagName("rect");
        assertThat(((Element) bars.item(0)).getAttribute("width")).isEqualTo("120");
        assertThat(((Element) bars.item(1)).getAttribute("width")).isEqualTo("40");
        assertThat(labels.getTextContent().replaceAll("\\s+", " ")).contains("cat 30 75 %", "dog 10 25 %");
    }

    @Test
    void the_terminal_gets_aligned_lines() {
        Report report = Sets.hostile().report();
        List<String> advice = Advice.of(report, new ImageShape(3, 64, 96), Framing.DEFAULT);
        assertThat(TextReport.lines(report, advice).subList(0, 19))
                .containsExactly(
                        "Pictures     4 usable, 1 rejected, 1 skipped; 4.0 kB",
                        "Rejected     damaged 1",
                        "             ...)</script>gpj.\\u202eexe\\n\\t\\u0000.png: \"onload=alert(1)"
                                + " x='&amp;.png]]>gpj.\\u202eexe\\n\\t\\u0000.png",
                        "Skipped      </td><script>gpj.\\u202eexe\\n\\t\\u0000.png 1",
                        "Sizes        60x90 to 500x375, median of the shorter side 300; 2 smaller than the training size",
                        "             4 sizes: 60x90 1, 90x90 1, 300x375 1, 500x375 1",
                        "Shapes       portrait 2, landscape 1, square 1; from 60x90 to 500x375",
                        "Formats      PNG 2, <b> 1, GIF 1",
                        "Colours      grey 1, palette-alpha 1, rgb 1, rgba 1",
                        "Animated     1: <script>alert(1)</script>",
                        "Copies       1 superfluous in 1 group",
                        "             <script>alert(1)</script> = \"onload=alert(1) x='&amp;.png",
                        "Look alike   1 superfluous in 1 group",
                        "             <script>alert(1)</script> = gpj.\\u202eexe\\n\\t\\u0000.png",
                        "Flat         1: flat.png",
                        "Letterboxed  1: \"onload=alert(1) x='&amp;.png",
                        "Upsampled    1: <script>alert(1)</script>",
                        "Labels       3: \"onload=alert(1) x='&amp;.png 2, <script>alert(1)</script> 1,"
                                + " gpj.\\u202eexe\\n\\t\\u0000.png 1",
                        "Advice       - " + advice.getFirst());
        assertThat(String.join("", TextReport.lines(report, advice)).codePoints())
                .allMatch(code -> code >= ' ' && code != 0x202e);
    }

    @Test
    void the_terminal_gets_forty_lines_at_most() {
        Sets set = Sets.hostile();
        for (int i = 0; i < 300; i++) {
            set.many(1, "label number " + i, Mode.RGB, 10 + i, 1_000, Suspicion.UPSAMPLED, Suspicion.LETTERBOXED)
                    .bad(1, Reason.values()[i % 10], "x".repeat(500))
                    .skipped("s", "reason " + i)
                    .good("copy" + i, "", new Traits("F" + i, Mode.RGB, 99, 99, 2), i, i);
        }
        Report report = set.report();
        List<String> advice = Advice.of(report, new ImageShape(3, 64, 96), Framing.DEFAULT);
        List<String> lines = TextReport.lines(report, advice);
        assertThat(advice).hasSizeGreaterThan(8);
        assertThat(lines).hasSizeLessThanOrEqualTo(40);
        assertThat(lines.subList(0, lines.size() - advice.size())).allMatch(line -> line.length() < 200);
    }

    @Test
    void numbers_are_written_for_people() {
        assertThat(Words.bytes(999)).isEqualTo("999 bytes");
        assertThat(Words.bytes(1_000)).isEqualTo("1.0 kB");
        assertThat(Words.bytes(1_234_567_890_123L)).isEqualTo("1.2 TB");
        assertThat(Words.percent(0.0749)).isEqualTo("7.5 %");
        assertThat(Words.percent(0.0996)).isEqualTo("10 %");
        assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
    }
}
