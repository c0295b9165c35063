package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** Queues of browsers that read quickly, slowly or not at all; nothing runs but what a test lets run. */
class StreamTest {
    private static final String BEAT = ":\n\n";

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Stream stream = new Stream(work::add);

    /** A browser that reads when it is told to. */
    private final class Browser implements Stream.Wire {
        private final List<String> got = new ArrayList<>();
        private final Deque<Callback> sending = new ArrayDeque<>();
        private boolean cut;

        @Override
        public void send(ByteBuffer frame, Callback sent) {
            got.add(StandardCharsets.UTF_8.decode(frame).toString());
            sending.add(sent);
        }

        @Override
        public void cut() {
            cut = true;
        }

        /** Reads everything that is there. */
        List<String> read() {
            do {
                work();
                sending.removeIf(sent -> {
                    sent.succeeded();
                    return true;
                });
            } while (!work.isEmpty());
            List<String> all = List.copyOf(got);
            got.clear();
            return all;
        }
    }

    private void work() {
        while (!work.isEmpty()) {
            work.removeFirst().run();
        }
    }

    private static String run(int run, int at) {
        return "event: run\ndata: {\"run\":%d,\"at\":%d,\"event\":{}}\n\n".formatted(run, at);
    }

    private static String reset(int run) {
        return "event: reset\ndata: {\"run\":%d}\n\n".formatted(run);
    }

    private static String act(int version) {
        return "event: act\ndata: {\"act\":\"debugger\",\"version\":%d}\n\n".formatted(version);
    }

    @Test
    void a_browser_that_comes_is_told_to_read_everything_anew() {
        Browser browser = new Browser();
        stream.open(browser).greet(2, List.of("debugger"));
        assertThat(browser.read()).containsExactly(reset(0), reset(1), act(0));
    }

    @Test
    void events_come_in_order_one_at_a_time() {
        Browser browser = new Browser();
        stream.open(browser);
        stream.run(0, 5, "{}");
        stream.run(0, 6, "{}");
        stream.act("debugger", 1);
        work();
        assertThat(browser.got).containsExactly(run(0, 5)); // the next one waits for it
        assertThat(browser.read()).containsExactly(run(0, 5), run(0, 6), act(1));
    }

    @Test
    void of_an_act_only_the_newest_waits() {
        Browser browser = new Browser();
        stream.open(browser);
        stream.run(0, 1, "{}");
        work(); // this one is on its way and never gets there
        for (int version = 1; version <= 10_000; version++) {
            stream.act("debugger", version);
        }
        assertThat(browser.read()).containsExactly(run(0, 1), act(10_000));
    }

    @Test
    void who_falls_behind_reads_the_run_anew_instead_of_what_was_dropped() {
        Browser browser = new Browser();
        Stream.Client client = stream.open(browser);
        for (int at = 0; at < 1_000; at++) {
            stream.run(0, at, "{}");
            assertThat(client.waiting()).isLessThanOrEqualTo(256);
        }
        List<String> got = browser.read();
        assertThat(got).hasSizeLessThanOrEqualTo(257).startsWith(reset(0)).endsWith(run(0, 999));
        int first = 999 - (got.size() - 2);
        for (int at = first; at <= 999; at++) {
            assertThat(got.get(1 + at - first)).isEqualTo(run(0, at));
        }
    }

    @Test
    void who_falls_behind_in_one_run_keeps_what_is_told_of_the_others() {
        Browser browser = new Browser();
        stream.open(browser);
        stream.run(1, 0, "{}");
        for (int at = 0; at < 255; at++) {
            stream.run(0, at, "{}");
        }
        stream.run(2, 0, "{}"); // too much: the oldest event is of run 1
        stream.run(2, 1, "{}"); // and then of run 0
        assertThat(browser.read()).containsExactly(reset(1), run(2, 0), reset(0), run(2, 1));
    }

    @Test
    void what_does_not_hold_any_more_is_not_told() {
        Browser browser = new Browser();
        stream.open(browser);
        stream.run(0, 1, "{}");
        stream.run(1, 1, "{}");
        stream.anew(0);
        stream.anew(0);
        stream.run(0, 2, "{}");
        assertThat(browser.read()).containsExactly(run(1, 1), reset(0), run(0, 2));
    }

    @Test
    void a_beat_comes_only_when_there_is_nothing_else() {
        Browser browser = new Browser();
        stream.open(browser);
        stream.beat();
        stream.beat();
        assertThat(browser.read()).containsExactly(BEAT);
        stream.run(0, 1, "{}");
        stream.beat();
        assertThat(browser.read()).containsExactly(run(0, 1));
    }

    @Test
    void one_browser_too_many_takes_the_place_of_the_oldest() {
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            browsers.add(new Browser());
            stream.open(browsers.getLast());
        }
        assertThat(stream.size()).isEqualTo(16);
        assertThat(browsers.stream().map(browser -> browser.cut))
                .startsWith(true, true, false)
                .endsWith(false);
    }

    @Test
    void a_browser_that_has_gone_is_forgotten_and_after_the_end_nobody_comes() {
        Browser gone = new Browser();
        stream.open(gone);
        stream.beat();
        work();
        gone.sending.removeFirst().failed(new java.io.IOException("broken pipe"));
        assertThat(stream.size()).isZero();
        assertThat(gone.cut).isTrue();
        Browser open = new Browser();
        stream.open(open);
        stream.close();
        assertThat(open.cut).isTrue();
        Browser late = new Browser();
        stream.open(late);
        assertThat(late.cut).isTrue();
        stream.act("debugger", 1);
        assertThat(work).isEmpty();
    }
}
