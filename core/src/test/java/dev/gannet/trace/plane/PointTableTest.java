package dev.gannet.trace.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points from a table of the user's. */
class PointTableTest {
    @Test
    void points_are_moved_and_scaled_alike_until_the_wider_way_fills_the_plane() {
        PointTable table = PointTable.read("100, 7\n104, 8\n102, 9\n");

        assertThat(table.middle()).containsExactly(102, 8);
        assertThat(table.unit()).isCloseTo(2 / 1.2, within(1e-12));
        assertThat(table.points().length).isEqualTo(3);
        assertThat(table.points()[0]).containsExactly(new double[] {-1.2, -0.6}, within(1e-12));
        assertThat(table.points()[1]).containsExactly(new double[] {1.2, 0}, within(1e-12));
        assertThat(table.points()[2]).containsExactly(new double[] {0, 0.6}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5,-2\n1.5,2",
                "0.5;-2\n1.5;2",
                "0,5;-2,0\n1,5;2,0",
                "0.5\t-2\n1.5\t2",
                "0,5\t-2\n1,5\t2",
                "0.5   -2\n1.5 2",
                "\"0.5\",\"-2\"\n\"1.5\",\"2\"",
                "\uFEFFx,y\r\n0.5,-2\r\n1.5,2\r\n",
                "\n\nwidth; height\n\n.5; -2e0\n+15E-1; 2.\n\n"
            })
    void the_same_points_however_they_are_written(String text) {
        PointTable table = PointTable.read(text);

        assertThat(table.middle()).containsExactly(1, 0);
        assertThat(table.unit()).isCloseTo(2 / 1.2, within(1e-12));
        assertThat(table.points().length).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y/1,2/3,abc | line 3 is '3,abc'; expected two numbers, such as 0.5, -1.25",
                "1,2//3,4,5 | line 3 is '3,4,5'; expected two numbers, such as 0.5, -1.25",
                "1 2/3 | line 2 is '3'; expected two numbers, such as 0.5, -1.25",
                "1,2/NaN,4 | line 2 is 'NaN,4'; expected two numbers, such as 0.5, -1.25",
                "1,2/0x10,4 | line 2 is '0x10,4'; expected two numbers, such as 0.5, -1.25",
                "x,y/u,v/1,2 | line 2 is 'u,v'; expected two numbers, such as 0.5, -1.25",
                "x,2/1,2 | line 1 is 'x,2'; expected two numbers, such as 0.5, -1.25",
                "1,2/1e101,4 | line 2 is '1e101,4'; expected numbers from -1e100 to 1e100",
                "1,2/1e999,4 | line 2 is '1e999,4'; expected numbers from -1e100 to 1e100",
                "x,y | the table has no points; expected a line for each, such as 0.5, -1.25",
                "/ | the table has no points; expected a line for each, such as 0.5, -1.25",
                "1,2/1,2 | all points are at 1.0, 2.0; expected at least two places",
            })
    void what_is_no_table_is_refused_in_one_line(String text, String message) {
        assertThatThrownBy(() -> PointTable.read(text.replace('/', '\n')))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
                .hasMessage(message);
    }

    @Test
    void long_and_strange_lines_are_quoted_in_part_and_harmlessly() {
        assertThatThrownBy(() -> PointTable.read("1,2\n\u001b[31m" + "7".repeat(60)))
                .hasMessage("line 2 is ' [31m" + "7".repeat(35) + "…'; expected two numbers, such as 0.5, -1.25");
    }

    @Test
    void sizes_have_limits_and_what_is_within_them_is_read() {
        String most = lines(PointTable.MOST_POINTS);

        assertThat(PointTable.read(most).points().length).isEqualTo(10_000);
        assertThatThrownBy(() -> PointTable.read(most + "\n\n7 8"))
                .hasMessage("line 10002 has point number 10001; expected at most 10000");
        assertThatThrownBy(() -> PointTable.read(" ".repeat(1_000_001)))
                .hasMessage("the table has 1000001 characters; expected at most 1000000");
    }

    @Test
    void extreme_numbers_stay_in_the_plane() {
        double[][] points = PointTable.read("-1e100 0\n1e100 1e-300\n0 -1e100").points();

        assertThat(points[0]).containsExactly(new double[] {-1.2, 0.6}, within(1e-12));
        assertThat(points[1]).containsExactly(new double[] {1.2, 0.6}, within(1e-12));
        assertThat(points[2]).containsExactly(new double[] {0, -0.6}, within(1e-12));
    }

    @Test
    void a_request_with_a_table_that_cannot_be_read_is_refused_at_once() {
        Json json = new Json();

        PlaneAsk ask = json.read("{\"do\":\"csv\",\"text\":\"0 0\\n1 1\"}", PlaneAsk.class, "plane");
        assertThat(ask)
                .isInstanceOfSatisfying(
                        PlaneAsk.Csv.class,
                        csv -> assertThat(csv.table().points().length).isEqualTo(2));
        assertThatThrownBy(() -> json.read("{\"do\":\"csv\",\"text\":\"0 0\\none one\"}", PlaneAsk.class, "plane"))
                .hasMessage("plane: line 2 is 'one one'; expected two numbers, such as 0.5, -1.25");
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + " " + i % 7).collect(Collectors.joining("\n"));
    }
}
