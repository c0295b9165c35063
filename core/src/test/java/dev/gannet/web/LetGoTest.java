package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.JsonLines;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.trace.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read or do not finish, at a server that is less patient than usual: it lets them go. */
class LetGoTest {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private final RunDir run;
    private final FakeDebugger debugger = new FakeDebugger();
    private final WebServer server;
    private final Visitor visitor;
    private final List<Raw> open = new ArrayList<>();

    LetGoTest(@TempDir Path folder) {
        run = FakeRun.in(folder);
        LinkedHashMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", debugger);
        Assets assets = Assets.ofClassPath();
        server = WebServer.start(
                new Site(List.of(run), acts, "runs", true), Binding.loopback(0), () -> assets, PATIENCE);
        visitor = new Visitor(server);
    }

    @AfterEach
    void end() {
        open.forEach(Raw::close);
        server.close();
    }

    private Raw keep(Raw raw) {
        open.add(raw);
        return raw;
    }

    @Test
    void who_never_reads_holds_up_nobody_and_is_let_go() throws Exception {
        Raw lazy = keep(visitor.listen(1_024));
        for (int i = 0; i < 11; i++) {
            keep(visitor.listen(1_024));
        }
        Raw healthy = keep(visitor.listen(0));
        AtomicInteger told = new AtomicInteger();
        int ticks = 750;
        CompletableFuture<String> last = CompletableFuture.supplyAsync(() -> follow(healthy, ticks, told));
        JsonLines<RunEvent> log = run.events();
        long slowest = 0;
        for (int step = 1; step <= ticks; step++) {
            log.append(FakeRun.tick(step));
            if (step % 5 == 0) {
                log.append(new RunEvent.Notice(step, "x".repeat(20_000))); // more than the sockets' buffers take
                Thread.sleep(20);
            }
            long begin = System.nanoTime();
            debugger.changed();
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        assertThat(last.get()).contains("\"step\":%d,".formatted(ticks));
        assertThat(told.get()).as("events one by one").isGreaterThan(ticks / 4);
        assertThat(slowest).as("longest wait of the act's thread").isLessThan(500_000_000L);
        assertThat(visitor.get("/api/session").status()).isEqualTo(200);
        Thread.sleep(1_000); // more than two seconds since its socket was full
        assertThat(bytesToTheEnd(lazy)).isLessThan(1_000_000);
    }

    /** How much a client still finds; one that was not let go would find beats for ever. */
    private static long bytesToTheEnd(Raw raw) {
        long bytes = 0;
        long begin = System.nanoTime();
        try {
            for (String line = raw.line(); System.nanoTime() - begin < 15_000_000_000L; line = raw.line()) {
                bytes += line.length() + 1;
                if (line.isEmpty() && raw.isClosed(1)) {
                    return bytes;
                }
            }
        } catch (IOException e) {
            return bytes; // reset: closed while something was unread
        }
        return Long.MAX_VALUE;
    }

    /** Reads until the last tick has come, one way or another. */
    private String follow(Raw stream, int ticks, AtomicInteger told) {
        String end = "\"step\":%d,".formatted(ticks);
        try {
            while (true) {
                String line = stream.line();
                if (line.startsWith("data: {\"run\":0,\"at\"")) {
                    told.incrementAndGet();
                }
                if (line.contains(end) && line.contains("\"tick\"")) {
                    return line;
                }
                if (line.equals("data: {\"run\":0}")) {
                    String all = visitor.get("/api/runs/0").body();
                    if (all.contains(end)) {
                        return all;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void who_does_not_say_what_it_wants_is_let_go() throws Exception {
        Raw silent = keep(new Raw(server.port(), 0));
        Raw dripping = keep(new Raw(server.port(), 0));
        Raw withoutBody = keep(new Raw(server.port(), 0));
        withoutBody.send(Raw.request(
                "POST /api/acts/debugger HTTP/1.1",
                List.of(visitor.host(), visitor.bearer(), "Content-Type: application/json", "Content-Length: 1000")));
        long begin = System.nanoTime();
        String drops = "GET / HTTP/1.1\r\n" + visitor.host() + "\r\nX: " + "a".repeat(200);
        for (int i = 0; i < 20; i++) {
            if (i < 8) {
                try {
                    dripping.send(drops.substring(i, i + 1));
                } catch (UncheckedIOException e) {
                    break; // let go already
                }
            }
            Thread.sleep(100);
        }
        assertThat(silent.isClosed(1)).as("silent").isTrue();
        assertThat(dripping.isClosed(1)).as("one letter at a time").isTrue();
        Raw.Reply reply = withoutBody.reply(false);
        assertThat(reply.status()).as("without its body").isIn(0, 400);
        assertThat(System.nanoTime() - begin).isLessThan(8_000_000_000L);
        assertThat(debugger.asked()).isEmpty();
    }
}
