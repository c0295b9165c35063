package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.trace.Act;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is let in, over bare sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateTest {
    private static final String BODY = "{\"do\":\"next\"}";

    private final WebServer server = WebServer.start(site(), Binding.loopback(0));
    private final Visitor visitor = new Visitor(server);

    private record Row(String what, int status, String request) {}

    private static Site site() {
        LinkedHashMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", new FakeDebugger());
        LinkedHashMap<String, Parcel> parcels = new LinkedHashMap<>();
        parcels.put("step.zip", languages -> Optional.of(new byte[] {'P', 'K'}));
        parcels.put("nothing.zip", languages -> Optional.empty());
        return new Site(List.of(), acts, "runs", true, parcels);
    }

    @AfterAll
    void end() {
        server.close();
    }

    private String get(String target, String... fields) {
        List<String> all = new ArrayList<>(List.of(visitor.host(), visitor.cookie()));
        all.addAll(List.of(fields));
        return Raw.request("GET " + target + " HTTP/1.1", all);
    }

    private String post(String body, String... fields) {
        List<String> all = new ArrayList<>(List.of(visitor.host(), "Content-Length: " + body.length()));
        all.addAll(List.of(fields));
        return Raw.request("POST /api/acts/debugger HTTP/1.1", all) + body;
    }

    private static String bare(String line, String... fields) {
        return Raw.request(line, List.of(fields));
    }

    private String own() {
        return "http://127.0.0.1:" + server.port();
    }

    @Test
    void every_row_of_the_table_gets_its_answer() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(names());
        rows.addAll(senders());
        rows.addAll(methods());
        rows.addAll(keys());
        rows.addAll(malformed());
        rows.addAll(targets());
        rows.addAll(changes());
        assertThat(rows).hasSizeGreaterThan(90);
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows) {
            Raw.Reply reply = Raw.once(server.port(), row.request());
            all.assertThat(reply.status()).as(row.what()).isEqualTo(row.status());
            all.assertThat(reply.headers().keySet())
                    .as(row.what())
                    .doesNotContain("server", "x-powered-by", "access-control-allow-origin", "date");
            Answer.ALWAYS.forEach((name, value) ->
                    all.assertThat(reply.header(name)).as(row.what()).isEqualTo(value));
        }
        all.assertAll();
    }

    private List<Row> names() {
        int port = server.port();
        String cookie = visitor.cookie();
        String line = "GET /api/session HTTP/1.1";
        return List.of(
                new Row("own address", 200, bare(line, "Host: 127.0.0.1:" + port, cookie)),
                new Row("localhost", 200, bare(line, "Host: localhost:" + port, cookie)),
                new Row("localhost in capitals", 200, bare(line, "Host: LOCALHOST:" + port, cookie)),
                new Row("IPv6 loopback", 200, bare(line, "Host: [::1]:" + port, cookie)),
                new Row("no host", 400, bare(line, cookie)),
                new Row("two hosts", 400, bare(line, visitor.host(), visitor.host(), cookie)),
                new Row("empty host", 400, bare(line, "Host:", cookie)),
                new Row("a stranger's name", 421, bare(line, "Host: evil.example", cookie)),
                new Row("a stranger's name, our port", 421, bare(line, "Host: evil.example:" + port, cookie)),
                new Row("our address inside a name", 421, bare(line, "Host: 127.0.0.1.evil.com:" + port, cookie)),
                new Row("another port", 421, bare(line, "Host: localhost:" + (port ^ 1), cookie)),
                new Row("no port", 421, bare(line, "Host: localhost", cookie)),
                new Row("a dot behind", 421, bare(line, "Host: localhost.:" + port, cookie)),
                new Row("short for loopback", 421, bare(line, "Host: 127.1:" + port, cookie)),
                new Row("any address", 421, bare(line, "Host: 0.0.0.0:" + port, cookie)),
                new Row("somebody before", 400, bare(line, "Host: me@127.0.0.1:" + port, cookie)));
    }

    private List<Row> senders() {
        String to = "/api/session";
        String away = "Origin: https://evil.example";
        return List.of(
                new Row("own origin", 200, get(to, "Origin: " + own())),
                new Row("localhost's origin", 200, get(to, "Origin: http://localhost:" + server.port())),
                new Row("a stranger's origin", 403, get(to, away)),
                new Row("origin null", 403, get(to, "Origin: null")),
                new Row("empty origin", 403, get(to, "Origin:")),
                new Row("another port's origin", 403, get(to, "Origin: http://127.0.0.1:1")),
                new Row("another scheme", 403, get(to, "Origin: https://127.0.0.1:" + server.port())),
                new Row("two origins", 403, get(to, "Origin: " + own(), away)),
                new Row("same origin", 200, get(to, "Sec-Fetch-Site: same-origin")),
                new Row("typed by the user", 200, get(to, "Sec-Fetch-Site: none")),
                new Row("same site", 403, get(to, "Sec-Fetch-Site: same-site")),
                new Row("cross site", 403, get(to, "Sec-Fetch-Site: cross-site")),
                new Row("unknown site", 403, get(to, "Sec-Fetch-Site: friendly")),
                new Row("two sites", 403, get(to, "Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site")),
                new Row("a picture on a stranger's page", 403, get("/", "Sec-Fetch-Site: cross-site")),
                new Row("a stranger listens", 403, get("/api/stream", away)),
                new Row("to take along", 200, get("/api/parcels/step.zip")),
                new Row("a stranger takes it along", 403, get("/api/parcels/step.zip", away)),
                new Row("nobody takes it along", 403, bare("GET /api/parcels/step.zip HTTP/1.1", visitor.host())),
                new Row("a stranger asks before", 403, bare("OPTIONS " + to + " HTTP/1.1", visitor.host(), away)),
                new Row(
                        "a stranger's socket",
                        403,
                        get("/api/stream", "Connection: Upgrade", "Upgrade: websocket", away)));
    }

    private List<Row> methods() {
        List<Row> rows = new ArrayList<>();
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "BREW")) {
            String request = bare(method + " /api/session HTTP/1.1", visitor.host(), visitor.bearer());
            rows.add(new Row(method, 405, request));
        }
        rows.add(new Row("HEAD", 200, bare("HEAD /api/session HTTP/1.1", visitor.host(), visitor.cookie())));
        rows.add(new Row("HEAD of a stream", 405, bare("HEAD /api/stream HTTP/1.1", visitor.host(), visitor.cookie())));
        rows.add(new Row(
                "DELETE an act", 405, bare("DELETE /api/acts/debugger HTTP/1.1", visitor.host(), visitor.bearer())));
        rows.add(new Row(
                "POST a parcel", 405, bare("POST /api/parcels/step.zip HTTP/1.1", visitor.host(), visitor.bearer())));
        rows.add(new Row("small letters", 405, bare("get /api/session HTTP/1.1", visitor.host(), visitor.cookie())));
        return rows;
    }

    private List<Row> keys() {
        String line = "GET /api/session HTTP/1.1";
        String host = visitor.host();
        String wrong = "A".repeat(43);
        String name = visitor.cookie().split("=", 2)[0];
        return List.of(
                new Row("cookie", 200, bare(line, host, visitor.cookie())),
                new Row("token", 200, bare(line, host, visitor.bearer())),
                new Row(
                        "cookie among others",
                        200,
                        bare(line, host, "Cookie: a=b; " + visitor.cookie().substring(8) + "; c")),
                new Row("no key", 403, bare(line, host)),
                new Row("wrong cookie", 403, bare(line, host, name + "=" + wrong)),
                new Row("empty cookie", 403, bare(line, host, name + "=")),
                new Row("another server's cookie", 403, bare(line, host, "Cookie: gannet-1=" + wrong)),
                new Row("the token as a cookie", 403, bare(line, host, name + "=" + visitor.token())),
                new Row("wrong token", 403, bare(line, host, "Authorization: Bearer " + wrong)),
                new Row(
                        "wrong token, right cookie",
                        403,
                        bare(line, host, visitor.cookie(), "Authorization: Bearer " + wrong)),
                new Row("two tokens", 403, bare(line, host, visitor.bearer(), visitor.bearer())),
                new Row("another scheme", 403, bare(line, host, "Authorization: Basic " + visitor.token())),
                new Row("the page without a key", 403, bare("GET / HTTP/1.1", host)),
                new Row("a file without a key", 403, bare("GET /lib/preact.js HTTP/1.1", host)),
                new Row("the door's sheet", 200, bare("GET /door.css HTTP/1.1", host)),
                new Row("the token as a link", 403, bare("GET /?token=" + visitor.token() + " HTTP/1.1", host)));
    }

    private List<Row> malformed() {
        String host = visitor.host();
        String cookie = visitor.cookie();
        String line = "GET /api/session HTTP/1.1";
        String ends = "\r\n" + host + "\r\n" + cookie + "\r\n\r\n";
        String twice = "Content-Length: 2";
        return List.of(
                new Row("no HTTP", 505, "HELLO WORLD\r\n\r\n"),
                new Row("HTTP/0.9", 505, "GET /\r\n\r\n"),
                new Row("HTTP/1.0", 505, "GET /api/session HTTP/1.0" + ends),
                new Row("HTTP/2 at once", 426, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                new Row("HTTP/1.2", 505, "GET /api/session HTTP/1.2" + ends),
                new Row("bare line feeds", 400, line + "\n" + host + "\n" + cookie + "\n\n"),
                new Row("one bare line feed", 400, line + "\r\n" + host + "\n" + cookie + "\r\n\r\n"),
                new Row("folded field", 400, bare(line, host, cookie, "X-A: b", " c")),
                new Row("space before the colon", 400, bare(line, host, cookie, "X-A : b")),
                new Row("no colon", 400, bare(line, host, cookie, "X-A")),
                new Row("NUL in a field", 400, bare(line, host, cookie, "X-A: b\0c")),
                new Row("NUL in the target", 400, "GET /api/\0session HTTP/1.1" + ends),
                new Row("UTF-8 in the target", 400, "GET /api/sessi\u00c3\u00b6n HTTP/1.1" + ends),
                new Row("Latin-1 in the target", 400, "GET /api/sessi\u00f6n HTTP/1.1" + ends),
                new Row("space in the target", 400, "GET /api/ session HTTP/1.1" + ends),
                new Row(
                        "both lengths",
                        400,
                        post(BODY, visitor.bearer(), "Content-Type: application/json", "Transfer-Encoding: chunked")),
                new Row(
                        "two lengths",
                        400,
                        bare("POST /api/acts/debugger HTTP/1.1", host, visitor.bearer(), "Content-Length: 3", twice)
                                + "{}"),
                new Row("length below 0", 400, bare(line, host, cookie, "Content-Length: -1")),
                new Row("length that is no number", 400, bare(line, host, cookie, "Content-Length: 0x10")),
                new Row(
                        "unknown coding",
                        400,
                        bare("POST /api/acts/debugger HTTP/1.1", host, visitor.bearer(), "Transfer-Encoding: gzip")),
                new Row("GET with a body", 400, bare(line, host, cookie, twice) + "{}"),
                new Row("GET with chunks", 400, bare(line, host, cookie, "Transfer-Encoding: chunked") + "0\r\n\r\n"),
                new Row("long header", 431, bare(line, host, cookie, "X-A: " + "a".repeat(17_000))),
                new Row("65 fields", 431, bare(line, fields(63))),
                new Row("64 fields", 200, bare(line, fields(62))),
                new Row("long target", 414, "GET /" + "a".repeat(17_000) + " HTTP/1.1" + ends));
    }

    private String[] fields(int more) {
        List<String> fields = new ArrayList<>(List.of(visitor.host(), visitor.cookie()));
        for (int i = 0; i < more; i++) {
            fields.add("X-%d: a".formatted(i));
        }
        return fields.toArray(new String[0]);
    }

    private List<Row> targets() {
        List<Row> rows = new ArrayList<>();
        for (String target : List.of(
                "/nothing",
                "/API/session",
                "/api/session/",
                "/api/session?a=b",
                "/api/session;a=b",
                "/app/",
                "/app/../index.html",
                "/messages",
                "/api/runs",
                "/api/runs/0",
                "/api/runs/-1",
                "/api/runs/00",
                "/api/runs/99999999999999999999",
                "/api/runs/0/samples/1.png",
                "/api/acts/nobody",
                "/api/acts/",
                "/api/parcels",
                "/api/parcels/nothing.zip",
                "/api/parcels/other.zip",
                "/api/parcels/step.zip/",
                "/index.html",
                "/lib/preact.js.map",
                "/door/en.json")) {
            rows.add(new Row(target, 404, get(target)));
        }
        for (String target : List.of("*", "/api//session", "http://evil.example/api/session", "/api/session#a")) {
            rows.add(new Row(target, 400, get(target)));
        }
        rows.add(new Row("own address in full", 200, get(own() + "/api/session")));
        rows.add(new Row("a tunnel", 421, bare("CONNECT 127.0.0.1:80 HTTP/1.1", "Host: 127.0.0.1:80")));
        return rows;
    }

    private List<Row> changes() {
        String json = "Content-Type: application/json";
        String token = visitor.bearer();
        return List.of(
                new Row("asked", 202, post(BODY, token, json)),
                new Row(
                        "asked by our page",
                        202,
                        post(BODY, token, json, "Origin: " + own(), "Sec-Fetch-Site: same-origin")),
                new Row("asked in UTF-8", 202, post(BODY, token, "Content-Type: application/json; charset=utf-8")),
                new Row("with the cookie alone", 403, post(BODY, visitor.cookie(), json)),
                new Row("without a key", 403, post(BODY, json)),
                new Row("a form", 415, post(BODY, token, "Content-Type: application/x-www-form-urlencoded")),
                new Row("plain text", 415, post(BODY, token, "Content-Type: text/plain")),
                new Row("no type", 415, post(BODY, token)),
                new Row("two types", 415, post(BODY, token, json, "Content-Type: text/plain")),
                new Row("another alphabet", 415, post(BODY, token, "Content-Type: application/json; charset=utf-16")),
                new Row("asked by another page", 403, post(BODY, token, json, "Origin: http://localhost:3000")),
                new Row("asked by another site", 403, post(BODY, token, json, "Sec-Fetch-Site: cross-site")),
                new Row("a long body", 413, post(" ".repeat(64 * 1024 + 1), token, json)));
    }

    /** 8 methods, 12 hosts, 8 origins, 5 sites, 3 keys: who is let in follows from one sentence per axis. */
    @Test
    void nothing_but_the_listed_combinations_passes() {
        Keys own = new Keys(Optional.empty());
        Set<String> hosts = Set.of("127.0.0.1:80", "localhost:80", "[::1]:80");
        Set<String> origins = Set.of("http://127.0.0.1:80", "http://localhost:80", "http://[::1]:80");
        Gate gate = new Gate(hosts, origins, "gannet-80", own, true);
        Assets assets = Assets.ofClassPath();
        List<String> badHosts = List.of(
                "",
                "evil.example",
                "evil.example:80",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:8080",
                "127.0.0.1.evil.com:80",
                "localhost.:80",
                "0.0.0.0:80");
        List<String> badOrigins = List.of("null", "https://evil.example", "http://127.0.0.1", "https://127.0.0.1:80");
        int passed = 0;
        int asked = 0;
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
            for (String host : with(hosts, badHosts)) {
                for (String origin : with(origins, badOrigins, "-")) {
                    for (String site : List.of("-", "none", "same-origin", "same-site", "cross-site")) {
                        for (String key : List.of("-", own.token(), "B".repeat(43))) {
                            HttpFields.Mutable fields = HttpFields.build();
                            fields.add("Host", host).add("Content-Type", "application/json");
                            add(fields, "Origin", origin);
                            add(fields, "Sec-Fetch-Site", site);
                            add(fields, "Authorization", key.equals("-") ? "-" : "Bearer " + key);
                            boolean in = gate.decide(
                                            new Gate.Asked("HTTP/1.1", method, "/api/acts/debugger", fields), assets)
                                    instanceof Gate.Decision.Pass;
                            boolean should = Set.of("GET", "HEAD", "POST").contains(method)
                                    && hosts.contains(host)
                                    && (origin.equals("-") || origins.contains(origin))
                                    && Set.of("-", "none", "same-origin").contains(site)
                                    && key.equals(own.token());
                            assertThat(in)
                                    .as("%s %s %s %s %s", method, host, origin, site, key)
                                    .isEqualTo(should);
                            passed += in ? 1 : 0;
                            asked++;
                        }
                    }
                }
            }
        }
        assertThat(asked).isEqualTo(8 * 12 * 8 * 5 * 3);
        assertThat(passed).isEqualTo(3 * 3 * 4 * 3);
    }

    /** Jetty refuses these before; the gate does not rely on it. */
    @Test
    void what_a_more_lenient_parser_would_let_through_is_refused_as_well() {
        Keys own = new Keys(Optional.empty());
        Gate gate = new Gate(Set.of("localhost:80"), Set.of(), "gannet-80", own, true);
        Assets assets = Assets.ofClassPath();
        HttpFields host = HttpFields.build().add("Host", "localhost:80").add("Authorization", "Bearer " + own.token());
        HttpFields twice = HttpFields.build(host).add("Host", "localhost:80");
        assertThat(gate.decide(new Gate.Asked("HTTP/1.1", "GET", "/api/session", host), assets))
                .isEqualTo(new Gate.Decision.Pass(new Route.Session(), true));
        for (String target : List.of("/#a", "/?\u00f6", "/?\u007f", "/? ", "/?\0", "*", "")) {
            assertThat(gate.decide(new Gate.Asked("HTTP/1.1", "GET", target, host), assets))
                    .as(target)
                    .isEqualTo(new Gate.Decision.Refuse(400, "the request's target is not a plain path", false));
        }
        assertThat(gate.decide(new Gate.Asked("HTTP/1.1", "GET", "/api/session", twice), assets))
                .isEqualTo(new Gate.Decision.Refuse(421, "this server does not answer to that name", false));
    }

    private static void add(HttpFields.Mutable fields, String name, String value) {
        if (!value.equals("-")) {
            fields.add(name, value);
        }
    }

    private static List<String> with(Set<String> good, List<String> bad, String... more) {
        List<String> all = new ArrayList<>(good);
        all.addAll(bad);
        all.addAll(List.of(more));
        return all;
    }
}
