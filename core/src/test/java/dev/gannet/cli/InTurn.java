package dev.gannet.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A program that runs several command lines one after the other, and ends with the exit code of the first that fails. */
final class InTurn {
    private InTurn() {}

    /** Each argument is one command line, its words apart by single spaces. */
    public static void main(String[] lines) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        List<String[]> commands =
                Arrays.stream(lines).map(line -> line.split(" ", -1)).toList();
        System.exit(commands.stream()
                .mapToInt(words -> Main.run(out, out, words))
                .filter(code -> code != 0)
                .findFirst()
                .orElse(0));
    }
}
