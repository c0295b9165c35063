package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Bundle;
import dev.gannet.run.JsonLines;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor has found, on the page that tells it. */
class DoctorPageTest {
    private static final String RATE = "--lr 0.0001 (when resuming, --set lr=0.0001)";
    /** Of an older version, say. */
    private static final String UNKNOWN = "Something that this version does not say any more.";

    @TempDir
    private Path folder = Path.of("");

    private RunDir ill() {
        RunDir run = RunDir.createAt(folder.resolve("ill"), Rehearsal.config(400));
        JsonLines<RunEvent> log = run.events();
        log.append(new RunEvent.Started("2026-01-01T00:00:00Z", "0.1.0", "2.10.0", "built-in drawings of dogs", 2_560));
        log.append(new RunEvent.Tick(400, 2.5, 10, 400, 0.02, 1.2, 1.4, .6, .65, .35, .3, .4));
        log.append(new RunEvent.Found(
                400,
                "B1",
                RunEvent.Severity.WARNING,
                "D is right on 99.6 % of the images, and G's gradient is 40 times smaller than at the start.",
                "G learns only from D's slope: where D is certain of everything, there is none.",
                "Try %s, or --loss wasserstein-gp, whose penalty keeps D's slope.".formatted(RATE)));
        log.append(new RunEvent.Found(
                400,
                "A2",
                RunEvent.Severity.WARNING,
                "On average, made pictures have 0.350 less green than real ones; from none to all is 2.",
                UNKNOWN,
                "Try %s.".formatted(RATE)));
        log.append(new RunEvent.Stopped(400, 10, false));
        return run;
    }

    /** A sentence of the bundle, its slots filled. */
    private static String sentence(String language, String key, String... slots) throws IOException {
        String text = Bundle.of(language, "said").get("said." + key);
        for (int i = 0; i < slots.length; i++) {
            text = text.replace("{%d}".formatted(i + 1), slots[i]);
        }
        return text;
    }

    @Test
    void what_is_found_is_told_in_the_language_of_the_page() throws Exception {
        try (Browser browser = Browser.open();
                WebServer server = WebServer.start(
                        new Site(List.of(ill()), new LinkedHashMap<>(), "run", false), Binding.loopback(0))) {
            browser.visit(server.uri());
            browser.goTo("#/doctor/0");
            browser.element(".case");
            for (String language : List.of("de", "es", "fr", "pt", "zh", "en")) {
                browser.choose("header select", language);
                String rate = sentence(language, "word.lr", "0.0001", "0.0001");
                browser.untilTexts(
                        ".case > p:not(.evidence)",
                        List.of(
                                sentence(language, "B1.1", "99.6 %", "40"),
                                sentence(language, "A2.7", "0.350", sentence(language, "word.green"))),
                        "what was measured, in " + language);
                assertThat(browser.texts(".explained dd"))
                        .containsExactly(
                                sentence(language, "B1.2"),
                                sentence(language, "B1.7", rate),
                                UNKNOWN,
                                sentence(language, "any.1", rate));
                assertThat(browser.texts(".case [lang=en]")).containsExactly(UNKNOWN);
                browser.screenshot("doctor-" + language);
            }
            browser.assertNoComplaints();
        }
    }
}
