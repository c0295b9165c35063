package dev.gannet.cli;

import picocli.CommandLine.Option;

/** The option that every command has; {@link Main} asks for it when a command has failed. */
final class Debug {
    @Option(names = "--debug", description = "Show the stack trace of an error.")
    @SuppressWarnings("UnusedVariable") // Main reads what was parsed, because an error may come before this is set
    private boolean wanted;
}
