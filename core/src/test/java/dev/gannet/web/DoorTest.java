package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a link becomes a cookie. */
class DoorTest {
    private final Site site = new Site(List.of(), new LinkedHashMap<>(), "runs", false);
    private final WebServer server = WebServer.start(site, Binding.loopback(0));
    private final String host = "Host: 127.0.0.1:" + server.port();

    @AfterEach
    void end() {
        server.close();
    }

    private Raw.Reply open(String target, String... more) {
        List<String> fields = new ArrayList<>(List.of(host));
        fields.addAll(List.of(more));
        return Raw.once(server.port(), Raw.request("GET " + target + " HTTP/1.1", fields));
    }

    @Test
    void a_link_opens_one_browser_once() {
        String link = Visitor.link(server);
        Raw.Reply in = open(link);
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo("/");
        assertThat(in.header("Set-Cookie"))
                .matches("gannet-%d=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/".formatted(server.port()));
        String cookie = "Cookie: " + in.header("Set-Cookie").split(";", 2)[0];
        assertThat(open("/", cookie).status()).isEqualTo(200);
        Raw.Reply again = open(link);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).contains("This link has already been used");
        assertThat(again.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_browser_that_is_in_may_open_any_link_again() {
        String link = Visitor.link(server);
        String cookie = "Cookie: " + open(link).header("Set-Cookie").split(";", 2)[0];
        for (String target : List.of(link, Visitor.link(server), "/?token=of-an-earlier-start")) {
            Raw.Reply reply = open(target, cookie);
            assertThat(reply.status()).as(target).isEqualTo(303);
            assertThat(reply.header("Location")).isEqualTo("/");
        }
    }

    @Test
    void every_call_makes_another_link() {
        Set<String> links = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            links.add(Visitor.link(server));
        }
        assertThat(links).hasSize(5).allMatch(link -> link.matches("/\\?token=[A-Za-z0-9_-]{43}"));
        assertThat(links).allMatch(link -> open(link).status() == 303);
    }

    @Test
    void a_head_does_not_use_a_link_up() {
        String link = Visitor.link(server);
        Raw.Reply head = Raw.once(server.port(), Raw.request("HEAD " + link + " HTTP/1.1", List.of(host)));
        assertThat(head.status()).isEqualTo(403);
        assertThat(open(link).status()).isEqualTo(303);
    }

    @Test
    void nobody_without_a_key_learns_more_than_what_to_do() {
        assertThat(open("/").body())
                .contains("open the link that it printed there")
                .doesNotContain("script");
        assertThat(open("/?token=" + "A".repeat(43)).body()).contains("belongs to an earlier start");
        assertThat(open("/", "Accept-Language: tlh, de-CH;q=0.9, en;q=0.1").body())
                .contains("<html lang=\"de\">", "Gehen Sie zum Terminal");
        assertThat(open("/", "Accept-Language: tlh").body()).contains("<html lang=\"en\">");
    }

    @Test
    void the_door_speaks_six_languages() {
        DoorPage page = new DoorPage();
        Set<String> texts = new HashSet<>();
        for (String language : DoorPage.LANGUAGES) {
            for (DoorPage.Reason reason : DoorPage.Reason.values()) {
                String html =
                        new String(page.of(reason, List.of(Locale.of(language))).body(), StandardCharsets.UTF_8);
                assertThat(html).contains("<html lang=\"%s\">".formatted(language));
                String text = html.substring(html.indexOf("<p>") + 3, html.indexOf("</p>"));
                assertThat(text).doesNotContain("<", "&").hasSizeGreaterThan(20);
                texts.add(text);
            }
        }
        assertThat(texts).hasSize(6 * 3);
    }

    @Test
    void whoever_guesses_has_to_wait_and_the_user_does_not() {
        String cookie =
                "Cookie: " + open(Visitor.link(server)).header("Set-Cookie").split(";", 2)[0];
        String wrong = "Authorization: Bearer " + "A".repeat(43);
        for (int i = 0; i < 10; i++) {
            open("/api/session", wrong);
        }
        long begin = System.nanoTime();
        assertThat(open("/api/session", wrong).status()).isEqualTo(403);
        assertThat(System.nanoTime() - begin).isGreaterThan(1_900_000_000L);
        long now = System.nanoTime();
        assertThat(open("/api/session", cookie).status()).isEqualTo(200);
        assertThat(System.nanoTime() - now).isLessThan(1_500_000_000L);
    }

    @Test
    void the_token_lies_in_a_file_of_its_owner_while_the_server_runs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("dashboard.token");
        Files.writeString(file, "of a start that was killed");
        try (WebServer other = WebServer.start(site, Binding.loopback(0).withTokenFile(file))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String token = Files.readString(file).strip();
            assertThat(token).matches("[A-Za-z0-9_-]{43}");
            Raw.Reply reply = Raw.once(
                    other.port(),
                    Raw.request(
                            "GET /api/session HTTP/1.1",
                            List.of("Host: 127.0.0.1:" + other.port(), "Authorization: Bearer " + token)));
            assertThat(reply.status()).isEqualTo(200);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void the_users_own_token_counts_and_behind_tls_the_cookie_never_leaves_it() {
        String token = "0123456789abcdef0123456789abcdef";
        Binding binding =
                new Binding("127.0.0.1", 0, List.of("gan.example"), Optional.empty(), Optional.of(token), true);
        try (WebServer other = WebServer.start(site, binding)) {
            assertThat(other.uri().toString()).startsWith("https://gan.example/?token=");
            Raw.Reply in = Raw.once(
                    other.port(),
                    Raw.request("GET " + Visitor.link(other) + " HTTP/1.1", List.of("Host: gan.example")));
            assertThat(in.header("Set-Cookie")).endsWith("; HttpOnly; SameSite=Strict; Path=/; Secure");
            Raw.Reply reply = Raw.once(
                    other.port(),
                    Raw.request(
                            "GET /api/session HTTP/1.1",
                            List.of(
                                    "Host: gan.example",
                                    "Origin: https://gan.example",
                                    "Authorization: Bearer " + token)));
            assertThat(reply.status()).isEqualTo(200);
        }
    }
}
