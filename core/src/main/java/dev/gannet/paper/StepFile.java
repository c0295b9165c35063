package dev.gannet.paper;

import dev.gannet.config.Build;
import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Narrator;
import dev.gannet.trace.Quiz;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A step to send to somebody else: a ZIP archive of {@code step.json}, all that the step has shown, which {@code gannet watch}
 * opens; and of {@code step.html}, the same as a page that any browser opens.
 *
 * @param format of the file, {@link #FORMAT}
 * @param gannet version of the program that wrote it
 * @param run whose step it is
 * @param edits as in {@link DebugView}
 * @param trace what the step has shown, from its beginning to as far as it had got
 */
public record StepFile(int format, String gannet, DebugView.About run, List<DebugView.Edit> edits, StepTrace trace) {
    /** Of the files that this version writes, and the only one that it reads. */
    public static final int FORMAT = 1;

    private static final String DATA = "step.json";
    private static final String PAGE = "step.html";
    private static final int MOST_BYTES = 64 * 1024 * 1024; // of step.json

    /** Checks what a stranger's file could have wrong. */
    public StepFile {
        if (!trace.hasNoGap()) {
            throw UserException.usage("the stops of the step are not those of a step");
        }
        edits = List.copyOf(edits);
    }

    /** The step of a view; empty while there is none. */
    public static Optional<StepFile> of(DebugView view) {
        return view.trace().reached().isEmpty()
                ? Optional.empty()
                : Optional.of(new StepFile(FORMAT, Build.version(), view.about(), view.edits(), view.trace()));
    }

    /** The archive. */
    public byte[] zip(Words words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, DATA, new Json().line(this));
            put(zip, PAGE, StepPage.of(new Told(run, Optional.empty(), trace), words));
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory", e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /**
     * Reads one.
     *
     * @throws UserException (data) if it is not such a file, or cannot be read
     */
    public static StepFile read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry =
                    Optional.ofNullable(zip.getEntry(DATA)).orElseThrow(() -> wrong(not(file, "it holds no " + DATA)));
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw wrong(not(file, "%s has more than %,d bytes".formatted(DATA, MOST_BYTES)));
                }
                return parsed(new String(bytes, StandardCharsets.UTF_8), file + "/" + DATA);
            }
        } catch (IOException e) {
            throw new UserException(UserException.Kind.DATA, not(file, "it cannot be read as a ZIP archive"), e);
        }
    }

    /** Another format is told as such, not as a key that is unknown. */
    private static StepFile parsed(String text, String where) {
        Json json = new Json();
        Version version = json.readSome(text, Version.class, where);
        if (version.format() != FORMAT) {
            throw wrong("%s: is of format %d, and this version reads %d; take the Gannet that wrote it, %s"
                    .formatted(where, version.format(), FORMAT, version.gannet()));
        }
        return json.read(text, StepFile.class, where);
    }

    private record Version(int format, String gannet) {}

    private static String not(Path file, String why) {
        return "%s: %s; expected a step that Gannet's page has saved ('Save step')".formatted(file, why);
    }

    private static UserException wrong(String message) {
        return new UserException(UserException.Kind.DATA, message);
    }

    /** As a page shows it: every stop can be looked at, and nothing can be asked for. */
    public DebugView view() {
        Seen.Ready ready = trace.at(Stop.READY, Seen.Ready.class).orElseThrow();
        List<String> ledger = trace.at(Stop.RESULT, Seen.Result.class).stream()
                .map(Seen.Result::ledger)
                .toList();
        return new DebugView(
                1,
                DebugView.State.ENDED,
                run,
                ready.step() - 1,
                ready.epoch(),
                trace.reached(),
                trace,
                Narrator.of(trace),
                Quiz.of(trace),
                ledger,
                0,
                Optional.empty(),
                Optional.empty(),
                edits,
                Optional.empty(),
                Looks.NONE,
                List.of(),
                0,
                new LinkedHashMap<>(),
                List.of(),
                Optional.empty());
    }
}
