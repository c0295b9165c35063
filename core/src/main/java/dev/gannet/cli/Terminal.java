package dev.gannet.cli;

import java.io.Console;

/** Whether somebody watches. */
final class Terminal {
    private Terminal() {}

    /** Whether output goes to a terminal, not to a file or another program. */
    static boolean attached() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
