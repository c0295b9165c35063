package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a browser learns about runs. */
class RunsTest {
    private static final String CANARY = "canary-5f1e";

    private final RunDir run;
    private final Path folder;
    private final WebServer server;
    private final Visitor visitor;

    RunsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        run = FakeRun.in(folder.resolve("runs"));
        run.events().append(new RunEvent.Started("2026-01-01T00:00:00Z", "1", "libtorch", "dogs", 5));
        run.events().append(FakeRun.tick(25));
        run.events().append(new RunEvent.Sample(25, "samples/step-00000025.png"));
        run.events().append(new RunEvent.Sample(50, "../../canary.png"));
        FakeRun.picture(run.path().resolve("reals.png"));
        FakeRun.picture(run.samples().resolve("step-00000025.png"));
        FakeRun.picture(run.samples().resolve("step-00000099.png"));
        Files.writeString(folder.resolve("canary.png"), CANARY);
        Files.writeString(run.path().resolve("canary"), CANARY);
        server = WebServer.start(new Site(List.of(run), new LinkedHashMap<>(), "runs", false), Binding.loopback(0));
        visitor = new Visitor(server);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private JsonNode view() {
        return new ObjectMapper().readTree(visitor.get("/api/runs/0").body());
    }

    @Test
    void a_run_is_shown_with_its_configuration_events_and_state() throws IOException {
        JsonNode view = view();
        assertThat(view.get("name").asString()).isEqualTo("00001-dogs-modern-32");
        assertThat(view.get("state").asString()).isEqualTo("KILLED");
        assertThat(view.get("config"))
                .isEqualTo(
                        new ObjectMapper().readTree(Files.readString(run.path().resolve("config.json"))));
        assertThat(view.get("next").asLong()).isEqualTo(4);
        assertThat(view.get("events")).hasSize(4);
        assertThat(view.get("events").get(1).get("event").asString()).isEqualTo("tick");
        assertThat(view.get("events").get(1).get("lossD").asDouble())
                .isEqualTo(FakeRun.tick(25).lossD());
        assertThat(view.get("history")).isEmpty();
    }

    @Test
    void what_happens_is_told_and_then_shown() throws IOException {
        try (Raw stream = visitor.listen(0)) {
            assertThat(stream.reply(true).header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(view().get("events")).hasSize(4);
            run.events().append(FakeRun.tick(50));
            String line = until(stream, "data: {\"run\":0,\"at\":4");
            assertThat(line)
                    .startsWith("data: {\"run\":0,\"at\":4,\"event\":{\"event\":\"tick\",\"step\":50,")
                    .endsWith("}}");
            assertThat(view().get("next").asLong()).isEqualTo(5);
            run.events().goBackTo(0);
            assertThat(until(stream, "event: reset")).isEqualTo("event: reset");
            assertThat(stream.line()).isEqualTo("data: {\"run\":0}");
        }
    }

    private static String until(Raw stream, String start) throws IOException {
        while (true) {
            String line = stream.line();
            if (line.startsWith(start)) {
                return line;
            }
        }
    }

    @Test
    void a_run_of_this_process_keeps_its_lock_however_often_it_is_looked_at() throws Exception {
        try (RunLock lock = RunLock.take(run)) {
            try (Raw stream = visitor.listen(0)) {
                until(stream, "event: reset");
                until(stream, "event: reset"); // its state has changed
            }
            assertThat(view().get("state").asString()).isEqualTo("RUNNING");
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holds.class.getName(),
                            run.path().toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.strip()).endsWith("held: true");
        }
    }

    /** Asks from another process. */
    static final class Holds {
        private Holds() {}

        public static void main(String[] args) {
            System.out.println("held: " + RunLock.isHeld(new RunDir(Path.of(args[0]))));
        }
    }

    @Test
    void only_pictures_that_the_run_tells_of_are_shown() throws IOException {
        assertThat(visitor.get("/api/runs/0/reals.png").header("Content-Type")).isEqualTo("image/png");
        assertThat(visitor.get("/api/runs/0/samples/25.png").status()).isEqualTo(200);
        assertThat(visitor.get("/api/runs/0/samples/50.png").status())
                .as("no such file")
                .isEqualTo(404);
        assertThat(visitor.get("/api/runs/0/samples/99.png").status())
                .as("no such event")
                .isEqualTo(404);
        assertThat(visitor.get("/api/runs/1/reals.png").status()).isEqualTo(404);
        assertThat(visitor.get("/api/runs/1").status()).isEqualTo(404);
    }

    @Test
    void a_picture_that_is_a_link_or_no_picture_is_not_shown() throws IOException {
        Path sample = run.samples().resolve("step-00000025.png");
        Files.writeString(sample, CANARY);
        assertThat(visitor.get("/api/runs/0/samples/25.png").status()).isEqualTo(404);
        Files.delete(sample);
        Path elsewhere = folder.resolve("elsewhere.png");
        FakeRun.picture(elsewhere);
        Files.createSymbolicLink(sample, elsewhere);
        assertThat(visitor.get("/api/runs/0/samples/25.png").status()).isEqualTo(404);
    }

    @Test
    void no_way_up_reaches_a_file() {
        List<String> ups = List.of(
                "..",
                "%2e%2e",
                "%252e%252e",
                ".%2e",
                "..%2f..",
                "..%5c",
                "..\\",
                "%c0%ae%c0%ae",
                "..;",
                "%2e%2e;x=y",
                "..%00",
                "....//",
                "%uff0e%uff0e",
                "..%0d%0a",
                ".",
                "~",
                "%2f",
                "file:",
                "//");
        List<String> starts = List.of(
                "/",
                "/app/",
                "/lib/",
                "/messages/",
                "/messages/en/",
                "/api/",
                "/api/runs/",
                "/api/runs/0/",
                "/api/runs/0/samples/",
                "/api/acts/");
        List<String> ends = List.of("canary", "canary.png", "/canary.png", "/../canary.png", "/etc/passwd", "");
        Assets assets = Assets.ofClassPath();
        int tried = 0;
        for (String start : starts) {
            for (String up : ups) {
                for (String end : ends) {
                    String target = start + up + end;
                    assertThat(Route.of(target, assets).filter(route -> !(route instanceof Route.OfAct)))
                            .as(target)
                            .isEmpty();
                    tried++;
                    if (tried % 9 == 0) {
                        Raw.Reply reply = visitor.get(target);
                        assertThat(reply.status()).as(target).isIn(400, 404);
                        assertThat(reply.body()).doesNotContain(CANARY, "root:");
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(1_100);
    }

    @Test
    void a_folder_that_is_broken_is_our_trouble_and_not_the_readers() throws IOException {
        Files.writeString(run.path().resolve("config.json"), "{");
        run.events().append(FakeRun.tick(50));
        Raw.Reply reply = visitor.get("/api/runs/0");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body())
                .matches("\\{\"error\":\"this did not work; Gannet itself goes on\",\"id\":\"[0-9a-f]{8}\"}");
        assertThat(visitor.get("/api/session").status()).isEqualTo(200);
    }
}
