package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameTableTest {
    @Test
    void it_answers_as_a_map_does() {
        NameTable table = new NameTable();
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            String name = "%05d/img%08d.png".formatted(i % 50_000 / 1000, i % 150_000);
            assertThat(table.add(name, i)).isEqualTo(map.putIfAbsent(name, i) == null);
        }
        assertThat(table.size()).isEqualTo(map.size());
        map.forEach((name, number) -> {
            if (table.number(name) != number) {
                throw new AssertionError(name);
            }
        });
        assertThat(table.number("00000/img00000000.jpg")).isEqualTo(-1);
        assertThat(table.number("")).isEqualTo(-1);
    }
}
