package dev.gannet.storage;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code MANIFEST.json} of a checkpoint: what it is, every other file's size and hash, and a hash of itself, over its text
 * without that hash, so that any changed bit shows. It is written last.
 *
 * @param format version of this layout
 * @param gannet version of the program that wrote it
 * @param step steps done
 * @param healthy whether the run looked well when this was saved
 * @param score distance of the run's pictures from real ones, if they were compared and were its best when this was saved
 * @param parent {@code sha256} of the checkpoint that this one was trained on from, if there was one
 * @param files every other file
 * @param sha256 of the text without these 64 digits
 */
public record Manifest(
        int format,
        String gannet,
        long step,
        boolean healthy,
        Optional<Double> score,
        Optional<String> parent,
        List<FileEntry> files,
        String sha256) {
    /** The layout that this version writes. */
    public static final int FORMAT = 1;

    static final String NAME = "MANIFEST.json";
    private static final Json JSON = new Json();
    private static final Pattern SEAL = Pattern.compile("\"sha256\" : \"([0-9a-f]{64})\"\\s*\\}\\s*$");

    /**
     * One file.
     *
     * @param name in the checkpoint's folder: lower-case letters, digits, dots and hyphens
     * @param bytes its size
     * @param sha256 of its content
     */
    public record FileEntry(String name, long bytes, String sha256) {
        /** A name must not lead out of the folder. */
        public FileEntry {
            if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
                throw UserException.range("file name", name, "lower-case letters, digits, dots and hyphens");
            }
        }
    }

    /** What a checkpoint says of itself, without its files: see {@link Manifest}. */
    public record About(String gannet, long step, boolean healthy, Optional<Double> score, Optional<String> parent) {}

    /** The two things that every layout says. */
    record Layout(int format, String gannet) {}

    static Manifest of(About about, List<FileEntry> files) {
        Manifest open = new Manifest(
                FORMAT,
                about.gannet(),
                about.step(),
                about.healthy(),
                about.score(),
                about.parent(),
                List.copyOf(files),
                "");
        return open.withSha256(hash(open.text()));
    }

    private Manifest withSha256(String hash) {
        return new Manifest(format, gannet, step, healthy, score, parent, files, hash);
    }

    /** All files together. */
    public long bytes() {
        return files.stream().mapToLong(FileEntry::bytes).sum();
    }

    String text() {
        return JSON.pretty(this) + "\n";
    }

    /** Whether a manifest's text, in this layout or a later one, is as it was written. */
    static boolean isSealed(String text) {
        Matcher seal = SEAL.matcher(text);
        return seal.find()
                && hash(text.substring(0, seal.start(1)) + text.substring(seal.end(1)))
                        .equals(seal.group(1));
    }

    private static String hash(String text) {
        return Durable.sha256(List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Layout layout(String text) {
        return JSON.readSome(text, Layout.class, NAME);
    }

    static Manifest parse(String text) {
        return JSON.read(text, Manifest.class, NAME);
    }
}
