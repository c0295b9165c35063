package dev.gannet.data.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds tar archives in memory. */
final class TarBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    TarBytes() {
        tar = new TarArchiveOutputStream(bytes, 512, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Names of more than 100 bytes in GNU's way. */
    TarBytes gnu() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setAddPaxHeadersForNonAsciiNames(false);
        return this;
    }

    static byte[] of(String... namesAndText) throws IOException {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < namesAndText.length; i += 2) {
            tar.file(namesAndText[i], namesAndText[i + 1]);
        }
        return tar.end();
    }

    TarBytes file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    TarBytes file(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setModTime(1_714_979_290_000L);
        return add(entry, content);
    }

    /** A link, a device or the like. */
    TarBytes special(String name, byte flag, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    TarBytes add(TarArchiveEntry entry, byte[] content) throws IOException {
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    byte[] end() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }

    /** Makes a header's checksum right again. */
    static void sum(byte[] tar, int header) {
        for (int i = 148; i < 156; i++) {
            tar[header + i] = ' ';
        }
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[header + i] & 0xff;
        }
        byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, tar, header + 148, 8);
    }
}
