package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final List<List<String>> PARTS = List.of(List.of("one", "more"), List.of("two"), List.of("three"));

    private static String slowly(String typed) throws IOException {
        StringWriter out = new StringWriter();
        new Reading(new PrintWriter(out), "press").slowly(PARTS, new BufferedReader(new StringReader(typed)));
        return out.toString();
    }

    @Test
    void enter_shows_the_next_part_and_after_the_last_nobody_is_asked() throws IOException {
        assertThat(slowly("\n\n\n")).isEqualTo("one\nmore\n\npress\ntwo\n\npress\nthree\n\n");
    }

    @Test
    void q_or_the_end_of_what_is_typed_ends_it() throws IOException {
        assertThat(slowly("\nq\n")).isEqualTo("one\nmore\n\npress\ntwo\n\npress\n");
        assertThat(slowly("")).isEqualTo("one\nmore\n\npress\n");
    }

    @Test
    void all_at_once_asks_for_nothing() {
        StringWriter out = new StringWriter();
        new Reading(new PrintWriter(out), "press").all(PARTS);
        assertThat(out.toString()).isEqualTo("one\nmore\n\ntwo\n\nthree\n\n");
    }
}
