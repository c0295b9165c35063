package dev.gannet.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Text in parts, for somebody who reads at a pace of their own.
 *
 * @param out where it is printed
 * @param prompt what to press
 */
record Reading(PrintWriter out, String prompt) {
    /** All of it at once. */
    void all(List<List<String>> parts) {
        parts.forEach(this::print);
    }

    /** Part by part: a line that is typed asks for the next one, unless it begins with q. */
    void slowly(List<List<String>> parts, BufferedReader typed) throws IOException {
        for (int i = 0; i < parts.size(); i++) {
            print(parts.get(i));
            if (i < parts.size() - 1) {
                out.println(prompt);
                out.flush();
                String line = typed.readLine();
                if (line == null || line.strip().startsWith("q")) {
                    return;
                }
            }
        }
    }

    private void print(List<String> part) {
        part.forEach(out::println);
        out.println();
    }
}
