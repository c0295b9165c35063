package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatasetJsonTest {
    private static DatasetJson read(String json) {
        return DatasetJson.read(json.getBytes(StandardCharsets.UTF_8), "a.zip: dataset.json");
    }

    private static void refused(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UserException.class)
                .hasMessage("a.zip: dataset.json: " + reason)
                .satisfies(e -> assertThat(((UserException) e).kind()).isEqualTo(UserException.Kind.DATA));
    }

    @Test
    void labels_are_read_as_text() {
        DatasetJson json = read("{\"x\": [[1, {\"y\": null}]], \"labels\": [[\"0/a.png\", 6], [\"./0//b.png\", -12]]}");
        assertThat(json.says()).isEqualTo(DatasetJson.Says.CLASSES);
        assertThat(json.size()).isEqualTo(2);
        assertThat(json.label("0/a.png")).contains("6");
        assertThat(json.label("0/b.png")).contains("-12");
        assertThat(json.label("0/c.png")).isEmpty();
    }

    @Test
    void it_may_say_that_there_are_no_labels_or_say_nothing() {
        assertThat(read("{\"labels\": null}").says()).isEqualTo(DatasetJson.Says.NO_LABELS);
        assertThat(read("{\"labels\": []}").says()).isEqualTo(DatasetJson.Says.NO_LABELS);
        assertThat(read("{\"images\": []}").says()).isEqualTo(DatasetJson.Says.NOTHING);
        assertThat(read("{\"labels\": [[\"a.png\", [0.5, 1]]]}").says()).isEqualTo(DatasetJson.Says.VECTORS);
    }

    @Test
    void another_shape_is_refused_with_its_line() {
        refused("[1]", "line 1: expected an object with \"labels\", found [");
        refused("", "line 1: expected an object with \"labels\", found the end");
        refused("{\"labels\":\n 7}", "line 2: expected a list of labels or null, found 7");
        refused("{\"labels\": [\n[\"a\", 1],\n3]}", "line 3: expected a pair [name, number], found 3");
        refused("{\"labels\": [[1, 1]]}", "line 1: expected the name of an image, found 1");
        refused("{\"labels\": [[\"a\", \"cat\"]]}", "line 1: expected a whole number, found cat");
        refused("{\"labels\": [[\"a\", 1.5]]}", "line 1: expected a whole number, found 1.5");
        refused("{\"labels\": [[\"a\", 1, 2]]}", "line 1: expected the end of a pair [name, number], found 2");
        refused("{\"labels\": [[\"a\", [\"b\"]]]}", "line 1: expected a number of a vector, found b");
        refused("{\"labels\": [[\"a\", 1],\n[\"b\", [1]]]}", "line 2: labels are either all numbers or all vectors");
        refused("{\"labels\": [[\"a\", 1],\n[\"a\", 2]]}", "line 2: has a second label for a");
        refused("{\"labels\": null,\n\"labels\": null}", "line 2: \"labels\" stands here a second time");
        refused("{\"labels\": null}\n{}", "line 2: expected nothing after the object");
        refused("{\"labels\": [[\"a\", 123456789012345678901]]}", "line 1: a label has 21 digits; at most 20 are read");
    }

    @Test
    void text_that_is_no_json_is_refused_with_its_line() {
        for (String json :
                new String[] {"{\"labels\": [\n[\"a\", 1", "{\n\"labels\": nul}", "{\n\"labels\": [[\"a\", 01]]}"}) {
            assertThatThrownBy(() -> read(json))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("a.zip: dataset.json: line 2: ");
        }
        assertThatThrownBy(() -> read("{\"x\":" + "[".repeat(2000)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("a.zip: dataset.json: Document nesting depth (501) exceeds");
    }
}
