package dev.gannet.bench;

import dev.gannet.config.Budget;
import dev.gannet.config.Json;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.Act;
import dev.gannet.train.Board;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * What {@link Crowd}, in a process of its own, costs a training and somebody who looks at it, on a connection that stays open and on
 * a new one each time: {@code Abuse ROUNDS SECONDS}. A round is that long without the crowd and that long with it.
 */
public final class Abuse {
    private final List<Double> speeds = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;

    private Abuse() {}

    public static void main(String[] args) throws Exception {
        new Abuse().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void run(int rounds, int seconds) throws Exception {
        RunConfig config = RunConfig.defaults()
                .withRecipe(Recipe.Dcgan.TUTORIAL)
                .withPrecision(Engine.fastestPrecision())
                .withBudget(new Budget.Steps(Long.MAX_VALUE / 2));
        RunDir run = RunDir.createIn(Files.createTempDirectory("gannet-abuse"), config);
        Board board = new Board(run, config, List.of());
        Map<String, Act<?, ?>> acts = Map.of("debugger", board);
        Site site = new Site(List.of(run), new LinkedHashMap<>(acts), "runs", true);
        try (ImageSource images = Sources.quiet().open(config);
                WebServer server = WebServer.start(site, Binding.loopback(0))) {
            Thread training = Thread.ofPlatform().start(() -> train(run, images, board));
            Visitor visitor = Visitor.let(server.uri());
            TimeUnit.SECONDS.sleep(40); // warm
            for (int round = 1; round <= rounds; round++) {
                report("round %d alone".formatted(round), visitor, seconds);
                Process crowd = crowd(server.port(), visitor);
                TimeUnit.SECONDS.sleep(5); // until all have come
                report("round %d crowd".formatted(round), visitor, seconds);
                crowd.destroyForcibly().waitFor();
                TimeUnit.SECONDS.sleep(12); // until the last ones have been let go
            }
            over = true;
            training.join();
        }
    }

    private void train(RunDir run, ImageSource images, Board board) {
        try {
            Training.run(run, images, Supervision.of(this::see, () -> over).withBoard(board));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void see(RunEvent event) {
        if (event instanceof RunEvent.Tick tick) {
            speeds.add(tick.imagesPerSecond());
        }
    }

    private static Process crowd(int port, Visitor visitor) throws IOException {
        return new ProcessBuilder(
                        "nice",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName(),
                        Integer.toString(port),
                        visitor.cookie(),
                        visitor.token())
                .inheritIO()
                .start();
    }

    private void report(String name, Visitor visitor, int seconds) throws IOException, InterruptedException {
        speeds.clear();
        List<Double> waits = new ArrayList<>();
        List<Double> newcomers = new ArrayList<>();
        int turnedAway = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            waits.add(visitor.look());
            OptionalDouble comes = visitor.comes();
            comes.ifPresent(newcomers::add);
            turnedAway += comes.isEmpty() ? 1 : 0;
            TimeUnit.MILLISECONDS.sleep(50);
        }
        List<Double> rates = speeds.stream().sorted().toList();
        Runtime memory = Runtime.getRuntime();
        PrintStream out = System.out;
        out.println(String.format(
                Locale.ROOT,
                "%s: %.1f images/s (median of %d ticks), answer %s, on a new connection %s, %d turned away, heap %d MB",
                name,
                rates.get(rates.size() / 2),
                rates.size(),
                spread(waits),
                spread(newcomers),
                turnedAway,
                (memory.totalMemory() - memory.freeMemory()) / 1_000_000));
    }

    private static String spread(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty()
                ? "never"
                : String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms of %d",
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.size());
    }

    /** Somebody whose browser has been let in. */
    private record Visitor(HttpClient client, URI session, String cookie, String token) {
        /** What is read of the session. */
        record Session(String token) {}

        static Visitor let(URI link) throws IOException, InterruptedException {
            HttpClient client = HttpClient.newHttpClient();
            var answer = client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.discarding());
            String cookie =
                    answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
            URI session = link.resolve("/api/session");
            String text = client.send(request(session, cookie), BodyHandlers.ofString())
                    .body();
            String token =
                    new Json().readSome(text, Session.class, session.toString()).token();
            return new Visitor(client, session, cookie, token);
        }

        private static HttpRequest request(URI session, String cookie) {
            return HttpRequest.newBuilder(session).header("Cookie", cookie).build();
        }

        /** Milliseconds until an answer is there. */
        double look() throws IOException, InterruptedException {
            long start = System.nanoTime();
            int status = client.send(request(session, cookie), BodyHandlers.ofString())
                    .statusCode();
            if (status != 200) {
                throw new IOException("answered with " + status);
            }
            return (System.nanoTime() - start) / 1e6;
        }

        /** Milliseconds from opening a connection of its own to the whole answer; nothing if there is none. */
        OptionalDouble comes() {
            long start = System.nanoTime();
            try (Socket socket = new Socket("127.0.0.1", session.getPort())) {
                socket.setSoTimeout(5_000);
                String request = "GET /api/session HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nConnection: close\r\n\r\n"
                        .formatted(session.getAuthority(), cookie);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                byte[] answer = socket.getInputStream().readAllBytes();
                return new String(answer, StandardCharsets.UTF_8).startsWith("HTTP/1.1 200 ")
                        ? OptionalDouble.of((System.nanoTime() - start) / 1e6)
                        : OptionalDouble.empty();
            } catch (IOException e) { // closed
                return OptionalDouble.empty();
            }
        }
    }
}
