package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.data.picture.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibleTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_is_invisible_is_written_out() {
        assertThat(Visible.show("a\tb\nc\rd\\e")).isEqualTo("a\\tb\\nc\\rd\\\\e");
        assertThat(Visible.show("gpj.\u202eexe")).isEqualTo("gpj.\\u202eexe");
        assertThat(Visible.show("\u0000\u001b[2J\u007f\u0085\u200b\u2028\u2066\ufeff"))
                .isEqualTo("\\u0000\\u001b[2J\\u007f\\u0085\\u200b\\u2028\\u2066\\ufeff");
        assertThat(Visible.show("\ud800x")).isEqualTo("\\ud800x");
        assertThat(Visible.show("Größe/猫 \ud83d\ude00.png")).isEqualTo("Größe/猫 \ud83d\ude00.png");
        assertThat(Visible.show("\udb40\udc41")).as("a tag").isEqualTo("\\udb40\\udc41");
    }

    @Test
    void any_text_comes_back_and_no_two_are_shown_alike() {
        Random random = new Random(4);
        String some = "\\\\\\tnru0123abcd\t\n\r\u202e\u200f\u0000\ud800\udc00\ud83d\ude00 <&>\"'é";
        Map<String, String> shown = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(9);
            for (int j = 0; j < length; j++) {
                boolean known = random.nextInt(4) > 0;
                text.append(known ? some.charAt(random.nextInt(some.length())) : (char) random.nextInt(0x10000));
            }
            String name = text.toString();
            String line = Visible.show(name);
            assertThat(Visible.restore(line)).isEqualTo(name);
            assertThat(line).doesNotContain("\t", "\n", "\r", "\u202e");
            assertThat(shown.merge(line, name, (before, now) -> before)).isEqualTo(name);
        }
        assertThatThrownBy(() -> Visible.restore("a\\x")).hasMessage("no escape begins with \\x: a\\x");
        assertThatThrownBy(() -> Visible.restore("a\\u12")).hasMessage("an escape ends early: a\\u12");
    }

    @Test
    void the_table_of_the_rejected_has_a_line_each() throws IOException {
        Path file = folder.resolve("rejected.tsv");
        Files.writeString(file, "older and longer than what comes now, so that it must have been emptied".repeat(9));
        try (RejectedTsv table = new RejectedTsv(file)) {
            table.add("a/b.jpg", Reason.NOT_AN_IMAGE, "begins with PK");
            table.add("c\td\n\u202e\\\ud800.png", Reason.EMPTY, "0 bytes\r\nforged\tline");
            table.add("猫.gif", Reason.TRUNCATED, "ends at row 3");
        }
        assertThat(Files.readString(file))
                .isEqualTo("path\tcode\tdetail\n"
                        + "a/b.jpg\tnot-an-image\tbegins with PK\n"
                        + "c\\td\\n\\u202e\\\\\\ud800.png\tempty\t0 bytes\\r\\nforged\\tline\n"
                        + "猫.gif\ttruncated\tends at row 3\n");
    }
}
