package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking at acts and asking them. */
class ActsTest {
    private static final String DEBUGGER = "/api/acts/debugger";

    private final FakeDebugger debugger = new FakeDebugger(3);
    private final WebServer server = WebServer.start(site(debugger, true), Binding.loopback(0));
    private final Visitor visitor = new Visitor(server);

    private static Site site(Act<?, ?> act, boolean control) {
        LinkedHashMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", act);
        return new Site(List.of(), acts, "step", control);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static String error(Raw.Reply reply) {
        return reply.body().replaceAll("^\\{\"error\":\"(.*)\",\"id\":\"[0-9a-f]{8}\"}$", "$1");
    }

    @Test
    void a_session_says_what_there_is() {
        assertThat(visitor.get("/api/session").body())
                .isEqualTo(
                        "{\"token\":\"%s\",\"control\":true,\"first\":\"step\",\"version\":\"development\",\"runs\":[],\"acts\":[\"debugger\"],\"parcels\":[]}"
                                .formatted(visitor.token()));
    }

    @Test
    void an_act_is_asked_and_does_it_and_says_so() throws IOException {
        assertThat(visitor.get(DEBUGGER).body()).startsWith("{\"version\":1,").contains("\"reached\":\"S0\"");
        try (Raw stream = visitor.listen(0)) {
            stream.reply(true);
            while (!stream.line().equals("data: {\"act\":\"debugger\",\"version\":0}")) {
                // the greeting
            }
            Raw.Reply reply = visitor.post(DEBUGGER, "{\"do\":\"next\"}");
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.body()).isEqualTo("{}");
            String line = stream.line();
            while (!line.startsWith("data: {")) {
                line = stream.line();
            }
            assertThat(line).isEqualTo("data: {\"act\":\"debugger\",\"version\":1}");
        }
        assertThat(visitor.get(DEBUGGER).body()).startsWith("{\"version\":2,").contains("\"reached\":\"S1\"");
        visitor.post(DEBUGGER, "{\"do\":\"branch\",\"set\":{\"lr\":\"0.01\"}}");
        assertThat(debugger.asked()).containsExactly(new Ask.Next(), new Ask.Branch(Map.of("lr", "0.01")));
    }

    @Test
    void what_makes_no_sense_is_refused_and_not_done() {
        Map<String, String> wrong = Map.of(
                "",
                "debugger: No content",
                "{",
                "debugger: Unexpected end-of-input",
                "{}",
                "debugger: Could not resolve",
                "[]",
                "debugger: ",
                "{\"do\":\"dance\"}",
                "debugger: Could not resolve type id 'dance'",
                "{\"do\":\"next\",\"now\":true}",
                "debugger: Unrecognized property \\\"now\\\"",
                "{\"do\":\"next\"} {}",
                "debugger: Trailing token",
                "{\"do\":\"play\"}",
                "debugger: Missing creator property 'seconds'",
                "{\"do\":\"play\",\"seconds\":\"\u00ff\"}",
                "debugger: the request is not UTF-8",
                "[".repeat(17) + "]".repeat(17),
                "debugger: the request is nested more than 16 deep");
        wrong.forEach((body, message) -> {
            Raw.Reply reply = visitor.post(DEBUGGER, body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(error(reply)).as(body).startsWith(message).hasSizeLessThan(320);
        });
        assertThat(debugger.asked()).isEmpty();
    }

    @Test
    void a_body_without_a_length_has_the_same_limit() {
        String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
        List<String> fields = List.of(
                visitor.host(), visitor.bearer(), "Content-Type: application/json", "Transfer-Encoding: chunked");
        String post = Raw.request("POST " + DEBUGGER + " HTTP/1.1", fields);
        Raw.Reply reply = Raw.once(server.port(), post + chunk + chunk + "0\r\n\r\n");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(error(reply)).isEqualTo("the request has more than 65536 bytes");
        assertThat(Raw.once(server.port(), post + "d\r\n{\"do\":\"next\"}\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void too_much_at_once_is_refused() {
        for (int i = 0; i < 3; i++) {
            assertThat(visitor.post(DEBUGGER, "{\"do\":\"next\"}").status()).isEqualTo(202);
        }
        Raw.Reply reply = visitor.post(DEBUGGER, "{\"do\":\"next\"}");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(error(reply)).isEqualTo("debugger: too much is waiting; try again in a moment");
        assertThat(debugger.asked()).hasSize(3);
    }

    @Test
    void pages_that_only_look_cannot_ask() {
        FakeDebugger untouched = new FakeDebugger();
        try (WebServer looking = WebServer.start(site(untouched, false), Binding.loopback(0))) {
            Visitor reader = new Visitor(looking);
            Raw.Reply reply = reader.post(DEBUGGER, "{\"do\":\"next\"}");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(error(reply))
                    .isEqualTo("these pages only look; start Gannet with --allow-control to change something");
            assertThat(reader.get(DEBUGGER).status()).isEqualTo(200);
            assertThat(untouched.asked()).isEmpty();
        }
    }

    @Test
    void brackets_in_strings_are_not_deep() {
        assertThat(Acts.depth("")).isZero();
        assertThat(Acts.depth("{\"a\":[1,{}],\"b\":{}}")).isEqualTo(3);
        assertThat(Acts.depth("\"[[[\\\"[[[\"")).isZero();
        assertThat(Acts.depth("[".repeat(60_000))).isEqualTo(60_000);
    }

    @Test
    void what_an_act_throws_stays_here() {
        Act<String, Ask> broken = new Act<>() {
            @Override
            public String view() {
                throw new IllegalStateException("secret");
            }

            @Override
            public boolean ask(Ask request) {
                throw new IllegalStateException("secret");
            }

            @Override
            public Class<Ask> requests() {
                return Ask.class;
            }

            @Override
            public void onChange(Runnable listener) {}
        };
        try (WebServer fragile = WebServer.start(site(broken, true), Binding.loopback(0))) {
            Visitor user = new Visitor(fragile);
            for (Raw.Reply reply : List.of(user.get(DEBUGGER), user.post(DEBUGGER, "{\"do\":\"next\"}"))) {
                assertThat(reply.status()).isEqualTo(500);
                assertThat(error(reply)).isEqualTo("this did not work; Gannet itself goes on");
            }
        }
    }

    @Test
    void an_act_may_change_after_the_pages_are_gone() {
        server.close();
        debugger.changed();
        assertThat(debugger.ask(new Ask.Next())).isTrue();
    }
}
