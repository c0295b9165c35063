package dev.gannet.run;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code events.jsonl}: appended to while a run lasts, read while or after. */
public final class EventLog {
    private final Path file;
    private final Json json = new Json();

    /** The log of a run. */
    public EventLog(RunDir run) {
        this.file = run.events();
    }

    /**
     * Adds a line.
     *
     * @throws UserException (resources) if it cannot be written
     */
    public void append(RunEvent event) {
        try {
            Files.writeString(
                    file,
                    json.line(event) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw RunDir.unwritable(file, e);
        }
    }

    /** Everything so far, in order; a last line that is still being written is left out. */
    public List<RunEvent> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            List<RunEvent> events = new ArrayList<>();
            int number = 0;
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                number++;
                events.add(json.read(line, RunEvent.class, file + " line " + number));
            }
            return events;
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.RESOURCES, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The newest event of a kind. */
    public static <T extends RunEvent> Optional<T> last(List<RunEvent> events, Class<T> kind) {
        return events.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
