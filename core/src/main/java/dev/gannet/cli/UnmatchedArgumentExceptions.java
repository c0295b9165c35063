package dev.gannet.cli;

import java.util.List;
import picocli.CommandLine.UnmatchedArgumentException;

/** The nearest right spelling of a wrong option. */
final class UnmatchedArgumentExceptions {
    private UnmatchedArgumentExceptions() {}

    /** {@code "; did you mean '--size'?"}, or nothing if no option is near. */
    static String suggestion(UnmatchedArgumentException e) {
        List<String> near = e.getSuggestions();
        return near.isEmpty() ? "" : "; did you mean '%s'?".formatted(near.getFirst());
    }
}
