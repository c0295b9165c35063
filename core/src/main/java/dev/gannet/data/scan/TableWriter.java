package dev.gannet.data.scan;

import dev.gannet.data.archive.Entry;
import dev.gannet.data.picture.Traits;
import dev.gannet.storage.Scratch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Writes a {@link Table} row by row, so that a million rows need no memory: rows and texts go to a file each, and become one
 * in the end.
 */
final class TableWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Path rowFile;
    private final Path textFile;
    private final OutputStream rows;
    private final OutputStream texts;
    private final ByteBuffer row = ByteBuffer.allocate(Table.ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final SequencedMap<String, Skips> skipped = new TreeMap<>();
    private final ListingHash listing = new ListingHash();
    private final ListingHash identity = new ListingHash();
    private long textBytes;
    private int count;
    private int accepted;

    /** A table to be, whose temporary files are in {@code folder}. */
    TableWriter(Path folder) throws IOException {
        this.folder = folder;
        this.rowFile = Scratch.file(folder, "rows", ".tmp");
        this.textFile = Scratch.file(folder, "texts", ".tmp");
        this.rows = new BufferedOutputStream(Files.newOutputStream(rowFile), BUFFER);
        this.texts = new BufferedOutputStream(Files.newOutputStream(textFile), BUFFER);
    }

    /** Adds a picture that nobody has looked at yet. */
    void add(Entry entry) throws IOException {
        begin(entry);
        end();
    }

    /** Adds a picture and what a look at it has shown. */
    void add(Entry entry, Finding finding) throws IOException {
        begin(entry);
        switch (finding) {
            case Finding.Good good -> {
                accepted++;
                identity.add(entry.name(), entry.bytes());
                Traits traits = good.traits();
                row.putLong(Table.PIXELS, good.pixels()).putLong(Table.LOOK, good.look());
                row.putInt(Table.WIDTH, traits.width()).putInt(Table.HEIGHT, traits.height());
                row.putInt(Table.FRAMES, traits.frames());
                row.put(Table.VERDICT, Table.GOOD);
                row.put(Table.KIND, (byte) traits.mode().ordinal());
                row.put(Table.SUSPICIONS, Table.bits(good.suspicions()));
                detail(traits.format());
            }
            case Finding.Bad bad -> {
                row.put(Table.VERDICT, Table.BAD);
                row.put(Table.KIND, (byte) bad.reason().ordinal());
                detail(bad.detail());
            }
        }
        end();
    }

    /** Adds what was left out for one reason. */
    void skipped(String reason, Skips skips) {
        skipped.merge(reason, skips, Skips::and);
    }

    private void begin(Entry entry) throws IOException {
        row.clear();
        row.put(new byte[Table.ROW_BYTES]);
        row.putLong(Table.NAME, textBytes);
        row.putInt(Table.NAME_LENGTH, text(entry.name()));
        row.putInt(Table.LABEL_LENGTH, text(entry.label()));
        row.putLong(Table.POSITION, entry.position());
        row.putLong(Table.BYTES, entry.bytes());
        row.putLong(Table.TIME, entry.time());
        listing.add(entry.name(), entry.label(), entry.position(), entry.bytes(), entry.time());
    }

    private void detail(String detail) throws IOException {
        row.putLong(Table.DETAIL, textBytes);
        row.putInt(Table.DETAIL_LENGTH, text(detail));
    }

    private void end() throws IOException {
        rows.write(row.array());
        count = Math.incrementExact(count);
    }

    private int text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        texts.write(bytes);
        textBytes += bytes.length;
        return bytes.length;
    }

    /** Makes the table a file, whole or not at all, and opens it. */
    Table finish(Path file) throws IOException {
        long skipsAt = textBytes;
        text(Skips.write(skipped));
        rows.close();
        texts.close();
        Path temporary = Scratch.file(folder, "table", ".tmp");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            out.write(new byte[Table.HEADER_BYTES]); // filled in when the checksum is known
            CRC32C checksum = new CRC32C();
            copy(rowFile, out, checksum);
            copy(textFile, out, checksum);
            Table.Header header = new Table.Header(
                    count,
                    accepted,
                    listing.value(),
                    identity.value(),
                    skipsAt,
                    textBytes - skipsAt,
                    checksum.getValue());
            header.write(temporary);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        return Table.open(file).orElseThrow(() -> new IOException(file + ": was changed while it was written"));
    }

    private static void copy(Path from, OutputStream to, CRC32C checksum) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(from)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                checksum.update(buffer, 0, got);
                to.write(buffer, 0, got);
            }
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
        texts.close();
        Files.deleteIfExists(rowFile);
        Files.deleteIfExists(textFile);
    }
}
