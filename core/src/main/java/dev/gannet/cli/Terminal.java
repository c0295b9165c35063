package dev.gannet.cli;

import java.io.Console;
import java.util.Map;

/** Whether somebody watches. */
final class Terminal {
    private Terminal() {}

    /** Whether output goes to a terminal, not to a file or another program. */
    static boolean attached() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Whether it shows colours, and nobody has asked for none (see no-color.org). */
    static boolean coloured() {
        Map<String, String> environment = System.getenv();
        return attached()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
