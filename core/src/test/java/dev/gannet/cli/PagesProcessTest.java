package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.cli.Program.Result;
import dev.gannet.run.RunDir;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that serve pages until they are stopped, as processes. */
@EnabledOnOs(OS.LINUX)
class PagesProcessTest {
    @TempDir
    private Path folder = Path.of("");

    /** A command that serves, and a browser's stand-in that its link has let in. */
    private static final class Served implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;
        private final List<String> lines = new ArrayList<>();
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        private final URI base;

        Served(String... command) throws IOException, InterruptedException {
            process = Program.fork(List.of(), command).start();
            output = process.inputReader();
            URI link = URI.create(await("open ").replaceFirst("open +", ""));
            base = link.resolve("/");
            assertThat(get("/?" + link.getQuery())).contains("<html");
        }

        String await(String beginning) throws IOException {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
            throw new AssertionError("no line begins with %s: %s".formatted(beginning, lines));
        }

        String get(String path) throws IOException, InterruptedException {
            return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        void take(String path, Path to) throws IOException, InterruptedException {
            HttpResponse<Path> answer = client.send(
                    HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofFile(to));
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"%s\"".formatted(to.getFileName()));
        }

        /** The program goes on by itself; this waits for what it will say. */
        void until(String path, String says) throws IOException, InterruptedException {
            for (int i = 0; i < 300 && !get(path).contains(says); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(get(path)).contains(says);
        }

        int stop() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String[] quick(String run, String... more) {
        List<String> args = List.of("train", "--batch", "8", "--size", "16", "--scores", "off", "--out", run);
        return Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private String trained() {
        String run = folder.resolve("run").toString();
        Result result = Program.run(quick(run, "--no-dashboard", "--steps", "3"));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return run;
    }

    @Test
    void watch_shows_a_run_and_looks_into_its_newest_checkpoint() throws Exception {
        String run = trained();
        try (Served served = new Served("watch", run)) {
            served.await("stop ");
            assertThat(served.get("/api/session"))
                    .contains("\"control\":true", "\"first\":\"runs\"", "\"acts\":[\"debugger\"]", "\"name\":\"run\"");
            assertThat(served.get("/api/runs/0")).contains("\"state\":\"FINISHED\"");
            served.until("/api/acts/debugger", "\"reached\":\"S0\"");
            served.take("/api/parcels/step.zip", folder.resolve("step.zip"));
            assertThat(served.stop()).isZero();
        }
        assertThat(new RunDir(Path.of(run)).history().read()).hasSize(1);
        // the step alone, as somebody else gets it
        String step = folder.resolve("step.zip").toString();
        try (Served sent = new Served("watch", step)) {
            assertThat(sent.get("/api/session")).contains("\"control\":false", "\"first\":\"step\"", "\"runs\":[]");
            assertThat(sent.get("/api/acts/debugger"))
                    .contains("\"state\":\"ENDED\"", "\"reached\":\"S0\"", "\"S0\":{\"kind\":\"ready\",\"step\":4,");
            assertThat(sent.stop()).isZero();
        }
        String page = folder.resolve("step.html").toString();
        assertThat(Program.run("watch", step, "--html", page, "--language", "fr")
                        .out())
                .isEqualTo(page + "\n");
        assertThat(Files.readString(Path.of(page))).contains("<h1>Pas 4</h1>");
        Result two = Program.run("watch", run, step);
        assertThat(two.exitCode()).isEqualTo(2);
        assertThat(two.err()).isEqualTo("gannet: %s: a step is looked at by itself; name it alone\n".formatted(step));
    }

    @Test
    void watch_of_several_runs_only_shows() throws Exception {
        String run = trained();
        try (Served served = new Served("watch", run, run)) {
            assertThat(served.get("/api/session")).contains("\"control\":false", "\"acts\":[]");
            assertThat(served.stop()).isZero();
        }
    }

    @Test
    void the_lesson_trains_once_and_then_waits_at_its_first_chapter() throws Exception {
        String[] command = {
            "lesson", "--steps", "4", "--out", folder.resolve("lesson").toString()
        };
        try (Served served = new Served(command)) {
            served.await("stop ");
            assertThat(served.get("/api/session")).contains("\"first\":\"lesson\"");
            served.until("/api/acts/debugger", "\"number\":1,\"step\":0,");
            assertThat(served.stop()).isZero();
        }
        try (Served again = new Served(command)) {
            again.await("stop ");
            assertThat(again.lines).noneMatch(line -> line.startsWith("step "));
            assertThat(again.stop()).isZero();
        }
    }

    @Test
    void a_lesson_about_a_run_that_was_never_saved_says_so() throws Exception {
        String run = trained();
        try (Stream<Path> saved = Files.walk(Path.of(run, "checkpoints"))) {
            for (Path path : saved.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.createDirectory(Path.of(run, "checkpoints"));
        Result result = Program.run("lesson", run);
        assertThat(result.exitCode()).isEqualTo(8);
        assertThat(result.err())
                .endsWith("gannet: %s: has no checkpoint yet; train it a little first\n".formatted(run));
    }

    @Test
    void the_plane_waits_for_a_player() throws Exception {
        try (Served served = new Served("plane")) {
            assertThat(served.get("/api/session")).contains("\"first\":\"plane\"", "\"acts\":[\"plane\",\"sweep\"]");
            assertThat(served.get("/api/acts/plane")).contains("\"step\":0");
            assertThat(served.stop()).isZero();
        }
    }

    @Test
    void the_plane_begins_with_a_table_and_one_that_cannot_be_read_is_refused() throws Exception {
        Path good = Files.writeString(folder.resolve("good.csv"), "x;y\n1;2\n3,5;4\n");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "x,y\n1,2\n3,\n");
        try (Served served = new Served("plane", "--points", good.toString())) {
            assertThat(served.get("/api/acts/plane")).contains("\"distribution\":\"csv\"", "\"points\":2,\"x\":2.25");
            assertThat(served.stop()).isZero();
        }
        Result refused = Program.run("plane", "--points", bad.toString());
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .isEqualTo("gannet: --points %s: line 3 is '3,'; expected two numbers, such as 0.5, -1.25\n"
                        .formatted(bad));
        Path none = folder.resolve("none.csv");
        assertThat(Program.run("plane", "--points", none.toString()).err())
                .isEqualTo("gannet: --points %s: cannot be read: %s is not there\n".formatted(none, none));
    }

    @Test
    void training_serves_a_page_that_only_looks_unless_it_may_do_more() throws Exception {
        String run = folder.resolve("live").toString();
        try (Served served = new Served(quick(run, "--for", "10m"))) {
            assertThat(served.get("/api/session")).contains("\"control\":false");
            assertThat(Path.of(run).resolve("dashboard.token")).exists();
            assertThat(served.stop()).isEqualTo(143);
        }
        assertThat(Path.of(run).resolve("dashboard.token")).doesNotExist();
        Result silent = Program.run(quick(run + "2", "--steps", "2", "--no-dashboard"));
        assertThat(silent.err()).doesNotContain("open ");
        assertThat(Files.exists(Path.of(run + "2", "dashboard.token"))).isFalse();
    }

    @Test
    void a_host_that_lets_others_in_is_refused_before_training() {
        Path out = folder.resolve("open");
        Result result = Program.run("train", "--steps", "2", "--host", "0.0.0.0", "--out", out.toString());
        assertThat(out).doesNotExist();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "gannet: --host 0.0.0.0: lets other machines in and has no token; name a file that holds one with --token-file, or leave --host out\n");
    }
}
