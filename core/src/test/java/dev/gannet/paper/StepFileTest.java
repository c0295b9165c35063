package dev.gannet.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.Narrator;
import dev.gannet.trace.Quiz;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that travels. */
class StepFileTest {
    private static final DebugView.Edit EDIT = new DebugView.Edit(2, Map.of("lr", "0.1"));

    @TempDir
    private Path folder = Path.of("");

    private StepFile step() throws InterruptedException {
        Told told = Rehearsed.fourth(Rehearsed.train(folder.resolve("run"), Rehearsed.config()));
        return new StepFile(StepFile.FORMAT, "9.9", told.run(), List.of(EDIT), told.trace());
    }

    private static Map<String, String> unpacked(byte[] archive) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    @Test
    void what_arrives_is_what_was_seen_and_any_browser_can_read_it() throws Exception {
        StepFile step = step();
        byte[] archive = step.zip(Words.in("es"));
        Map<String, String> files = unpacked(archive);
        assertThat(files).containsOnlyKeys("step.json", "step.html");
        Parsed page = Parsed.of(files.getOrDefault("step.html", ""));
        assertThat(page.texts("//h1")).containsExactly("Paso 4");
        assertThat(page.texts("//footer/p"))
                .last()
                .isEqualTo("Guardado por Gannet development mientras alguien miraba el paso.");
        StepFile arrived = StepFile.read(Files.write(folder.resolve("step.zip"), archive));
        Json json = new Json();
        assertThat(json.line(arrived)).isEqualTo(json.line(step)); // every number and picture
        DebugView view = arrived.view();
        assertThat(json.line(view.trace())).isEqualTo(json.line(step.trace()));
        assertThat(view)
                .returns(DebugView.State.ENDED, DebugView::state)
                .returns(step.run(), DebugView::about)
                .returns(3L, DebugView::step)
                .returns(Optional.of(Stop.RESULT), DebugView::reached)
                .returns(List.of(EDIT), DebugView::edits)
                .returns(List.of(), DebugView::allowed)
                .returns(Narrator.of(step.trace()), DebugView::narration)
                .returns(Quiz.of(step.trace()), DebugView::questions);
        assertThat(view.ledger()).singleElement().asString().startsWith("step 4 ");
        assertThat(json.line(StepFile.of(view).orElseThrow().view())).isEqualTo(json.line(view));
    }

    @Test
    void a_step_that_has_not_ended_travels_as_far_as_it_had_got() throws Exception {
        StepFile whole = step();
        StepTrace half = StepTrace.EMPTY;
        for (Stop stop : List.of(Stop.READY, Stop.NOISE, Stop.GENERATE)) {
            half = half.with(stop, whole.trace().at(stop, stop.shows()).orElseThrow());
        }
        StepFile step = new StepFile(StepFile.FORMAT, "9.9", whole.run(), List.of(), half);
        StepFile arrived = StepFile.read(Files.write(folder.resolve("half.zip"), step.zip(Words.in("en"))));
        assertThat(arrived.view().reached()).contains(Stop.GENERATE);
        assertThat(arrived.view().ledger()).isEmpty();
        DebugView none = new DebugView(
                1,
                DebugView.State.TRAINING,
                whole.run(),
                3,
                0.1,
                Optional.empty(),
                StepTrace.EMPTY,
                Map.of(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                arrived.view().looks(),
                List.of(),
                0,
                arrived.view().changes(),
                List.of(),
                Optional.empty());
        assertThat(StepFile.of(none)).isEmpty();
    }

    private Path zipped(String name, String entry, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return file;
    }

    private static void says(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(UserException.class).hasMessage(message);
    }

    @Test
    void a_file_that_is_no_step_is_refused_with_the_reason() throws Exception {
        String expected = "; expected a step that Gannet's page has saved ('Save step')";
        Path text = Files.writeString(folder.resolve("notes.txt"), "no archive");
        says(() -> StepFile.read(text), text + ": it cannot be read as a ZIP archive" + expected);
        Path other = zipped("other.zip", "notes.txt", "nothing");
        says(() -> StepFile.read(other), other + ": it holds no step.json" + expected);
        Path bomb = zipped("bomb.zip", "step.json", " ".repeat(64 * 1024 * 1024 + 1));
        assertThat(Files.size(bomb)).isLessThan(100_000);
        says(() -> StepFile.read(bomb), bomb + ": step.json has more than 67,108,864 bytes" + expected);

        String json = unpacked(step().zip(Words.in("en"))).getOrDefault("step.json", "");
        Path newer = zipped("newer.zip", "step.json", json.replace("\"format\":1", "\"format\":2,\"more\":[]"));
        says(
                () -> StepFile.read(newer),
                newer + "/step.json: is of format 2, and this version reads 1; take the Gannet that wrote it, 9.9");
        Path elsewhere = zipped("elsewhere.zip", "step.json", json.replace(Strip.PNG, "https://evil.example/"));
        assertThatThrownBy(() -> StepFile.read(elsewhere))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        elsewhere
                                + "/step.json: a picture: expected an address that begins with data:image/png;base64, and goes on in Base64");
        Path huge = zipped("huge.zip", "step.json", json.replaceAll("\"width\":\\d+", "\"width\":2147483647"));
        assertThatThrownBy(() -> StepFile.read(huge))
                .hasMessageMatching("\\Q" + huge + "\\E/step.json: a picture of \\d+ images of 2147483647x\\d+ pixels:"
                        + " expected at most 67,108,864 pixels in all");
        StepFile taller =
                StepFile.read(zipped("taller.zip", "step.json", json.replaceAll("\"height\":\\d+", "\"height\":9")));
        assertThatThrownBy(() -> StepPage.of(new Told(taller.run(), Optional.empty(), taller.trace()), Words.in("en")))
                .hasMessageMatching("a picture of the step is damaged; expected a PNG of \\d+x9 pixels");
        Path swapped = zipped("swapped.zip", "step.json", json.replace("\"S1\":", "\"S99\":"));
        assertThatThrownBy(() -> StepFile.read(swapped))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(swapped + "/step.json: ")
                .hasMessageContaining("S99");
        Path gap = zipped(
                "gap.zip",
                "step.json",
                json.replaceFirst("\"S13\":\\{\"kind\":\"result\"", "\"S13\":{\"kind\":\"made\""));
        assertThatThrownBy(() -> StepFile.read(gap)).isInstanceOf(UserException.class);
    }
}
