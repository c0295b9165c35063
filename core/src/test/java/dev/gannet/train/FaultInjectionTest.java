package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import dev.gannet.run.RunEvent.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the doctor against a training that is ill in its way, and all of them against trainings that are well. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultInjectionTest {
    private static final Path TABLE = Path.of("target/doctor-table.md");
    /** Without {@code -Pfaults}, only trainings that are ill so soon, and one in so many of those that are well. */
    private static final int SHORT_STEPS = 300;

    private static final int SAMPLE = 4;

    private final List<String> ill = new ArrayList<>();
    private final List<String> well = new ArrayList<>();

    /** With {@code -Pfaults}, all; else one for each rule that needs but a short one. */
    static Stream<Faulty> faults() {
        Set<String> rules = new HashSet<>();
        return Faulty.all().stream()
                .filter(fault -> Faults.full() || fault.steps() <= SHORT_STEPS && rules.add(fault.rule()));
    }

    static Stream<Faulty> trainingsThatAreWell() {
        List<Faulty> all = Faulty.healthy();
        return IntStream.range(0, all.size())
                .filter(i -> i % SAMPLE == 0 || Faults.full())
                .mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_found(Faulty fault) throws InterruptedException {
        SortedMap<String, Severity> found = Patient.found(fault.events());
        ill.add("| %s | %s | %s | %s |"
                .formatted(
                        fault.rule(),
                        fault.name(),
                        found.containsKey(fault.rule()) ? word(found.get(fault.rule())) : "missed",
                        words(found, fault.rule())));
        assertThat(found).containsKey(fault.rule());
        assertThat(found.get(fault.rule())).isGreaterThanOrEqualTo(fault.severity());
    }

    @ParameterizedTest
    @MethodSource("trainingsThatAreWell")
    void what_is_well_is_left_alone(Faulty training) throws InterruptedException {
        SortedMap<String, Severity> found = Patient.found(training.events());
        well.add("| %s | %s |".formatted(training.name(), words(found, "")));
        assertThat(found.values()).doesNotContain(Severity.CRITICAL);
        assertThat(found.values().stream().filter(Severity.WARNING::equals).count())
                .as("%s", found)
                .isLessThanOrEqualTo(1);
    }

    @Test
    void there_is_a_fault_for_every_rule_and_there_are_five_that_are_well() throws IOException {
        assertThat(Faulty.all().stream().map(Faulty::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(rulesOf(Path.of("../docs/doctor.md")));
        assertThat(Faulty.healthy()).hasSizeGreaterThanOrEqualTo(5);
    }

    /** The first column of the table of rules. */
    private static Set<String> rulesOf(Path docs) throws IOException {
        return Files.readAllLines(docs).stream()
                .filter(line -> line.matches("\\| [A-Z]\\d \\| .*"))
                .map(line -> line.substring(2, 4))
                .collect(Collectors.toSet());
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String words(SortedMap<String, Severity> found, String but) {
        String others = found.entrySet().stream()
                .filter(each -> !each.getKey().equals(but))
                .map(each -> each.getKey() + " " + word(each.getValue()))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "-" : others;
    }

    @AfterAll
    void writeTable() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| rule | what was done | found | also found |");
        lines.add("|---|---|---|---|");
        lines.addAll(ill);
        lines.add("");
        lines.add("| nothing was done to | found |");
        lines.add("|---|---|");
        lines.addAll(well);
        Files.createDirectories(Path.of("target"));
        Files.write(TABLE, lines);
    }
}
