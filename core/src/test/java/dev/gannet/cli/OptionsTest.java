package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the parser takes, what the help says, and what the documents say: all the same. */
class OptionsTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]|(?<![\\w-])--[a-z]\\b");

    /** In texts of ours, but of other programs: java's, TensorBoard's. */
    private static final Set<String> OTHERS = Set.of("--enable-native-access", "--logdir");

    private static final Path ROOT = Path.of("..");

    /** Every command by its words, the program itself and commands of commands included. */
    private static Map<String, CommandSpec> commands() {
        Map<String, CommandSpec> all = new TreeMap<>();
        add(all, new CommandLine(new Main()).getCommandSpec());
        return all;
    }

    private static CommandSpec command(String words) {
        return Objects.requireNonNull(commands().get(words));
    }

    private static void add(Map<String, CommandSpec> all, CommandSpec command) {
        all.put(command.qualifiedName(), command);
        command.subcommands().values().forEach(sub -> add(all, sub.getCommandSpec()));
    }

    /** Long names, negated ones too; without what nobody is to know of. */
    private static Set<String> options(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                names.addAll(List.of(option.names()));
                names.addAll(List.of(negated(option)));
            }
        }
        names.removeIf(name -> !name.startsWith("--"));
        return names;
    }

    private static String[] negated(OptionSpec option) {
        return option.negatable()
                ? Arrays.stream(option.names())
                        .map(name -> name.replaceFirst("^--", "--no-"))
                        .toArray(String[]::new)
                : new String[0];
    }

    private static Set<String> everyOption() {
        Set<String> all = new TreeSet<>();
        commands().values().forEach(command -> all.addAll(options(command)));
        return all;
    }

    private static List<String> named(String text) {
        return OPTION.matcher(text).results().map(found -> found.group()).toList();
    }

    @Test
    void help_describes_every_option_of_every_command_and_names_no_other() {
        Set<String> known = everyOption();
        Map<String, CommandSpec> commands = commands();
        assertThat(commands).containsKeys("gannet", "gannet train", "gannet tune", "gannet benchmark quality");
        commands.forEach((name, command) -> {
            List<String> words = new ArrayList<>(List.of(name.split(" ")));
            words.removeFirst();
            words.add("--help");
            String help = Program.run(words.toArray(String[]::new)).out();
            for (OptionSpec option : command.options()) {
                assertThat(option.hidden() || option.description().length > 0)
                        .as("%s %s is described", name, option.longestName())
                        .isTrue();
            }
            for (String option : options(command)) {
                String start = option.startsWith("--no-") || options(command).contains("--no-" + option.substring(2))
                        ? "--[no-]" + option.replaceFirst("^--(no-)?", "")
                        : option;
                assertThat(help.contains(option) || help.contains(start))
                        .as("%s: help has %s", name, option)
                        .isTrue();
            }
            assertThat(known).as(name).containsAll(others(named(help)));
            assertThat(help).as(name).doesNotContain("${");
            assertThat(help.getBytes(StandardCharsets.UTF_8))
                    .as("%s: letters of one byte", name)
                    .hasSize(help.length());
            assertThat(help.lines()).as(name).allMatch(line -> line.length() <= 100);
        });
        assertThat(Program.run("--help").out())
                .contains(command("gannet").subcommands().keySet().stream()
                        .map(command -> "  " + command)
                        .toList());
    }

    private static List<String> others(List<String> names) {
        return names.stream()
                .filter(name -> !OTHERS.contains(name) && !name.equals("--no"))
                .toList();
    }

    private static Map<String, String> documents() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> files = Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("SECURITY.md")))
                    .toList();
            for (Path file : files) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void the_documents_name_every_option_and_no_other() throws IOException {
        Set<String> found = new TreeSet<>();
        documents().values().forEach(text -> found.addAll(named(text)));
        assertThat(found).contains("--recipe", "--real-stats", "--tls-in-front");
        assertThat(everyOption()).as("what is written somewhere exists").containsAll(others(List.copyOf(found)));
        Set<String> unwritten = everyOption();
        unwritten.removeAll(found);
        unwritten.removeAll(Set.of("--help", "--version"));
        unwritten.removeIf(option -> found.contains(option.replaceFirst("^--no-", "--"))); // half of a pair
        assertThat(unwritten).as("what exists is written somewhere").isEmpty();
    }

    /** Rows of the readme's table: an option, what it does, its default. */
    @Test
    void the_table_of_the_readme_has_options_of_train_alone_and_all_that_train_shares_with_no_other()
            throws IOException {
        Map<String, CommandSpec> commands = commands();
        Set<String> train = options(command("gannet train"));
        Set<String> table = new TreeSet<>();
        documents()
                .getOrDefault("README.md", "")
                .lines()
                .filter(line -> line.startsWith("| `--"))
                .forEach(row -> {
                    String[] cells = row.split(" \\| ", -1);
                    assertThat(cells).as(row).hasSize(3);
                    List<String> names = named(cells[0]);
                    assertThat(names).as(row).isNotEmpty();
                    table.addAll(names);
                });
        assertThat(train).containsAll(table);
        Set<String> own = new TreeSet<>(train);
        commands.forEach((name, command) -> {
            if (!name.equals("gannet train")) {
                own.removeAll(options(command));
            }
        });
        own.removeIf(option -> option.equals("--dry-run") || option.startsWith("--no-"));
        assertThat(own).isNotEmpty();
        assertThat(table).containsAll(own);
    }
}
