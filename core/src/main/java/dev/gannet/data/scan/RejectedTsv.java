package dev.gannet.data.scan;

import dev.gannet.data.picture.Reason;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code rejected.tsv}: a line for each picture that cannot be used, with its path, the reason's code and a detail, in
 * UTF-8. Paths and details are as {@link Visible} shows them, so a line is always one picture. Belongs to one thread.
 */
public final class RejectedTsv implements AutoCloseable {
    private final BufferedWriter out;

    /** Begins the file anew, with its header. */
    public RejectedTsv(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
        try {
            line("path", "code", "detail");
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    /** One more picture. */
    public void add(String path, Reason reason, String detail) throws IOException {
        line(Visible.show(path), reason.code(), Visible.show(detail));
    }

    private void line(String path, String code, String detail) throws IOException {
        out.write(path + "\t" + code + "\t" + detail + "\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
