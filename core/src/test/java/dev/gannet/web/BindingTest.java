package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final Optional<String> TOKEN = Optional.of("0123456789abcdef0123456789abcdef");

    private static Binding at(String host, List<String> names, Optional<String> token, boolean tls) {
        return new Binding(host, 0, names, Optional.empty(), token, tls);
    }

    @Test
    void other_machines_get_in_only_with_a_token_and_tls_and_a_name() {
        assertThatThrownBy(() -> at("0.0.0.0", List.of(), Optional.empty(), true))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
                .hasMessage("--host 0.0.0.0: lets other machines in and has no token; name a file that holds one with"
                        + " --token-file, or leave --host out");
        assertThatThrownBy(() -> at("192.168.1.7", List.of(), TOKEN, false))
                .hasMessage(
                        "--host 192.168.1.7: lets other machines in without encryption; put a proxy that speaks TLS in"
                                + " front and say so with --tls-in-front, or leave --host out");
        assertThatThrownBy(() -> at("0.0.0.0", List.of(), TOKEN, true))
                .hasMessage(
                        "--host 0.0.0.0: browsers must reach it by a name that it knows; name it with --name, such as"
                                + " --name gan.example");
        assertThat(at("192.168.1.7", List.of(), TOKEN, true).isLoopback()).isFalse();
    }

    @Test
    void root_listens_to_this_machine_alone() {
        Binding open = at("192.168.1.7", List.of(), TOKEN, true);
        assertThatThrownBy(() -> open.refuseRoot(true))
                .hasMessage(
                        "--host 192.168.1.7: root does not listen to other machines; start it as another user, or leave"
                                + " --host out");
        open.refuseRoot(false);
        Binding.loopback(0).refuseRoot(true);
        assertThat(Binding.loopback(0).isLoopback()).isTrue();
    }

    @Test
    void ports_and_tokens_have_limits() {
        assertThatThrownBy(() -> Binding.loopback(70_000))
                .hasMessage("--port is 70000; expected 0 to 65535; 0 takes one that is free");
        assertThatThrownBy(() -> at("127.0.0.1", List.of(), Optional.of("secret"), false))
                .hasMessage("the token has 6 characters; expected 32 to 200 letters, digits, - or _, such as"
                        + " 'openssl rand -hex 32' makes");
    }

    @Test
    void a_port_that_is_taken_says_so() {
        Site site = new Site(List.of(), new LinkedHashMap<>(), "runs", false);
        try (WebServer first = WebServer.start(site, Binding.loopback(0))) {
            assertThatThrownBy(() -> WebServer.start(site, Binding.loopback(first.port())))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                    .hasMessage(
                            "127.0.0.1:%d: the pages cannot be served here: Address already in use; choose another port"
                                            .formatted(first.port())
                                    + " with --port, or 0 for one that is free");
        }
    }

    @Test
    void names_are_what_browsers_say() {
        Binding proxied = at("0.0.0.0", List.of("GAN.example", "gan.example:8443"), TOKEN, true);
        assertThat(proxied.hosts(80))
                .containsExactlyInAnyOrder(
                        "127.0.0.1:80", "[::1]:80", "localhost:80", "gan.example", "gan.example:8443");
        assertThat(proxied.origins(80))
                .containsExactlyInAnyOrder(
                        "http://127.0.0.1:80",
                        "http://[::1]:80",
                        "http://localhost:80",
                        "https://gan.example",
                        "https://gan.example:8443");
        assertThat(proxied.base(80)).isEqualTo("https://gan.example");
        assertThat(new Binding("::1", 0, List.of(), Optional.empty(), Optional.empty(), false).base(80))
                .isEqualTo("http://[::1]:80");
        assertThat(Binding.loopback(0).base(80)).isEqualTo("http://127.0.0.1:80");
    }
}
