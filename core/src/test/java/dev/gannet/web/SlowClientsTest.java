package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read or come in crowds: the run and the other clients do not notice. */
class SlowClientsTest {
    private final RunDir run;
    private final FakeDebugger debugger = new FakeDebugger();
    private final WebServer server;
    private final Visitor visitor;
    private final List<Raw> open = new ArrayList<>();

    SlowClientsTest(@TempDir Path folder) {
        run = FakeRun.in(folder);
        LinkedHashMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", debugger);
        server = WebServer.start(new Site(List.of(run), acts, "runs", true), Binding.loopback(0));
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
    void what_is_on_its_way_to_clients_that_do_not_read_has_a_limit() throws IOException {
        byte[] big = new byte[24 * 1024 * 1024];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, big, 0, 8);
        Files.write(run.path().resolve("reals.png"), big);
        List<Raw> lazy = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Raw raw = keep(new Raw(server.port(), 1_024));
            raw.send(Raw.request("GET /api/runs/0/reals.png HTTP/1.1", List.of(visitor.host(), visitor.cookie())));
            assertThat(raw.line()).isEqualTo("HTTP/1.1 200 OK");
            lazy.add(raw);
        }
        Raw.Reply reply = visitor.get("/api/session");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        lazy.forEach(Raw::close);
        for (int i = 0; i < 100 && visitor.get("/api/session").status() == 503; i++) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(visitor.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void a_crowd_from_one_address_is_kept_small_and_passes() throws Exception {
        List<Raw> crowd = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            crowd.add(keep(new Raw(server.port(), 0)));
        }
        long closed = crowd.stream().filter(raw -> raw.isClosed(50)).count();
        assertThat(closed).isBetween(28L, 60L); // 32 stay, one or two of which were the visitor's
        crowd.forEach(Raw::close);
        for (int i = 0; i < 50 && visitor.get("/api/session").status() != 200; i++) {
            Thread.sleep(100);
        }
        assertThat(visitor.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void a_slow_crowd_from_one_address_keeps_no_newcomer_from_there_out() throws IOException {
        Raw friend = keep(friend());
        List<Raw> crowd = slowCrowd(_ -> InetAddress.getLoopbackAddress());
        assertThat(visitor.get("/api/session").status()).isEqualTo(200);
        assertThat(crowd.getFirst().isClosed(1_000)).isTrue();
        assertThat(crowd.getLast().isClosed(50)).isFalse();
        assertThat(asksAgain(friend)).as("one who has shown a key, and waits").isEqualTo(200);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.WINDOWS}) // elsewhere this machine has but one address
    void a_slow_crowd_from_everywhere_keeps_no_newcomer_out() throws IOException {
        Raw friend = keep(friend());
        List<Raw> crowd = slowCrowd(i -> address(2 + i % 10));
        assertThat(visitor.get("/api/session").status()).isEqualTo(200);
        assertThat(crowd.getFirst().isClosed(1_000)).isTrue();
        assertThat(crowd.getLast().isClosed(50)).isFalse();
        assertThat(asksAgain(friend)).as("one who has shown a key, and waits").isEqualTo(200);
    }

    @Test
    void who_has_a_key_and_is_answered_goes_for_nobody_and_who_waits_does() {
        Connections connections = new Connections(Patience.USUAL);
        List<EndPoint> ends = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            ends.add(connect(connections));
            connections.isKnown(ends.getLast());
            connections.isAnswered(ends.getLast());
        }
        assertThat(ends.subList(0, 32)).allMatch(EndPoint::isOpen);
        assertThat(ends.getLast().isOpen()).as("the 33rd").isFalse();
        connections.waits(ends.get(5));
        EndPoint newcomer = connect(connections);
        assertThat(ends.get(5).isOpen()).as("one who waits").isFalse();
        assertThat(newcomer.isOpen()).isTrue();
        connections.isAnswered(newcomer); // with what is open to strangers
        assertThat(connect(connections).isOpen()).isTrue();
        assertThat(newcomer.isOpen()).as("a stranger").isFalse();
        assertThat(ends.subList(0, 5)).allMatch(EndPoint::isOpen);
    }

    private static EndPoint connect(Connections connections) {
        EndPoint end = new ByteArrayEndPoint();
        connections.onOpened(new AbstractConnection(end, Runnable::run) {
            @Override
            public void onFillable() {}
        });
        return end;
    }

    /** Somebody with a key whose connection stays open. */
    private Raw friend() {
        Raw friend = new Raw(server.port(), 0);
        assertThat(asksAgain(friend)).isEqualTo(200);
        return friend;
    }

    private int asksAgain(Raw friend) {
        friend.send(Raw.request("GET /api/session HTTP/1.1", List.of(visitor.host(), visitor.cookie())));
        return friend.reply(false).status();
    }

    /** As many as there is room for, none of which ever finishes its request. */
    private List<Raw> slowCrowd(IntFunction<InetAddress> addresses) {
        List<Raw> crowd = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            Raw slow = keep(new Raw(server.port(), 0, addresses.apply(i)));
            slow.send("GET / HTTP/1.1\r\n");
            crowd.add(slow);
        }
        return crowd;
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) { // never with four bytes
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void one_user_has_a_pace() {
        Raw raw = keep(new Raw(server.port(), 0));
        String fifty = Raw.request("GET /door.css HTTP/1.1", List.of(visitor.host(), visitor.cookie()))
                .repeat(50);
        List<Raw.Reply> refused = new ArrayList<>();
        for (int i = 0; i < 400 && refused.isEmpty(); i++) {
            raw.send(fifty);
            for (int j = 0; j < 50; j++) {
                Raw.Reply reply = raw.reply(false);
                if (reply.status() != 200) {
                    refused.add(reply);
                }
            }
        }
        assertThat(refused).isNotEmpty().allMatch(reply -> reply.status() == 429);
        assertThat(refused.getFirst().header("Retry-After")).isEqualTo("1");
    }

    @Test
    void a_pace_fills_steadily_up_to_a_burst() {
        Pace pace = new Pace(400, 800, 0);
        for (int i = 0; i < 800; i++) {
            assertThat(pace.pass(0)).isTrue();
        }
        assertThat(pace.pass(2_400_000)).isFalse();
        assertThat(pace.pass(2_600_000)).isTrue();
        assertThat(pace.pass(2_600_000)).isFalse();
        for (int i = 0; i < 800; i++) {
            assertThat(pace.pass(3_600_000_000_000L)).isTrue();
        }
        assertThat(pace.pass(3_600_000_000_000L)).isFalse();
    }

    @Test
    void the_threads_end_with_the_server() throws Exception {
        assertThat(threads())
                .isNotEmpty()
                .allMatch(thread -> thread.isDaemon() && thread.getPriority() == Thread.MIN_PRIORITY);
        keep(visitor.listen(0));
        server.close();
        for (int i = 0; i < 100 && !threads().isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gannet-web"))
                .toList();
    }
}
