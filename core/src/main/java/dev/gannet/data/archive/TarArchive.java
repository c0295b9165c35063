package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A tar archive, or a folder of them (WebDataset), read in place. One that is compressed as a whole is first unpacked
 * into a temporary file. Labels are the text of the {@code .cls} file beside a picture, else its folder's name.
 *
 * <p>Of an entry, {@link Entry#position} is where its bytes begin, with the number of its tar file in the bits above;
 * below 0 if they are not all there, as in a sparse file.
 */
public final class TarArchive implements Archive {
    /** In characters. */
    static final int LONGEST_LABEL = 64;

    /** 8 TB a file, and a million files. */
    private static final int OFFSET_BITS = 43;
    /** A label with white space around it. */
    private static final int LONGEST_LABEL_FILE = 1024;

    private final TarFiles files;
    private final int mostEntries;

    private TarArchive(TarFiles files, int mostEntries) {
        this.files = files;
        this.mostEntries = mostEntries;
    }

    /**
     * Opens the archive, and unpacks it if it is compressed; {@link #close} it.
     *
     * @param path a tar file, compressed or not, or a folder of tar files that are not
     * @param spool the folder for the temporary file
     * @throws UserException (data) if it is none of these or cannot be unpacked; (resources) if there is no room
     * @throws IOException if a file cannot be read
     */
    public static TarArchive open(Path path, Path spool) throws IOException {
        return open(path, spool, Unpacked.Limits.USUAL, MOST_ENTRIES);
    }

    /** With other limits. */
    static TarArchive open(Path path, Path spool, Unpacked.Limits limits, int mostEntries) throws IOException {
        return new TarArchive(TarFiles.open(path, spool, limits), mostEntries);
    }

    @Override
    public void list(Listing to) throws IOException {
        FolderLabels folders = new FolderLabels();
        int count = 0;
        for (int i = 0; i < files.count(); i++) {
            try (TarFiles.Use use = files.use(i)) {
                if (!TarWalk.begins(use.bytes())) {
                    throw TarFiles.noTar(files.path(i));
                }
                count = walk(new TarWalk(use.bytes()), new Surveyor(folders), count);
            }
        }
        for (TarFiles.Other other : files.others()) {
            to.skipped(other.name(), other.reason());
        }
        NameTable seen = new NameTable();
        for (int i = 0; i < files.count(); i++) {
            try (TarFiles.Use use = files.use(i)) {
                Emitter emitter = new Emitter(i, use.bytes(), folders, seen, to);
                TarWalk walk = new TarWalk(use.bytes());
                walk(walk, emitter, 0);
                emitter.rethrow();
                String end = files.damage().isEmpty() ? walk.end() : files.damage();
                if (!end.isEmpty()) {
                    to.skipped(EntryNames.visible(files.name(i)), "the archive " + end);
                }
            }
        }
    }

    /** Over one file; gives {@code before} and how many members it has. */
    private int walk(TarWalk walk, TarSamples.Sink sink, int before) throws IOException {
        TarSamples samples = new TarSamples(sink);
        int count = before;
        Optional<TarMember> member = walk.next();
        while (member.isPresent()) {
            count++;
            if (count > mostEntries) {
                throw new UserException(
                        Kind.DATA,
                        "%s: holds more than %,d entries, the most that are read".formatted(files.root(), mostEntries));
            }
            samples.add(member.get());
            member = walk.next();
        }
        samples.flush();
        return count;
    }

    /** Looks at the pictures' folders. */
    private record Surveyor(FolderLabels folders) implements TarSamples.Sink {
        @Override
        public void picture(TarMember member, Optional<TarMember> label) {
            if (!ImageNames.unsafe(member.name())) {
                folders.see(member.name());
            }
        }

        @Override
        public void skipped(TarMember member, String reason) {
            // said in the second pass
        }
    }

    /** Tells a listing. */
    private final class Emitter implements TarSamples.Sink {
        private final int number;
        private final FileBytes bytes;
        private final FolderLabels folders;
        private final NameTable seen;
        private final Listing to;
        private Optional<IOException> failure = Optional.empty();

        Emitter(int number, FileBytes bytes, FolderLabels folders, NameTable seen, Listing to) {
            this.number = number;
            this.bytes = bytes;
            this.folders = folders;
            this.seen = seen;
            this.to = to;
        }

        @Override
        public void picture(TarMember member, Optional<TarMember> label) {
            String name = files.prefix(number) + member.name();
            if (!seen.add(name, 0)) {
                to.skipped(name, "a second entry of this name");
                return;
            }
            String itsLabel = "";
            if (label.isPresent()) {
                itsLabel = read(label.get());
            } else if (!ImageNames.unsafe(member.name())) {
                itsLabel = folders.label(member.name());
            }
            long place = (long) number << OFFSET_BITS | member.data();
            long position = member.type() == TarMember.Type.SPARSE ? ~place : place;
            to.picture(new Entry(name, position, member.bytes(), member.time(), itsLabel));
        }

        @Override
        public void skipped(TarMember member, String reason) {
            to.skipped(files.prefix(number) + EntryNames.visible(member.name()), reason);
        }

        /** A label that is refused leaves its pictures without one: that of the folder would be of another kind. */
        private String read(TarMember label) {
            String text = "";
            try {
                if (label.type() != TarMember.Type.SPARSE && label.bytes() <= LONGEST_LABEL_FILE) {
                    byte[] raw = bytes.read(label.data(), (int) label.bytes());
                    text = StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(raw))
                            .toString()
                            .strip();
                }
            } catch (EOFException | CharacterCodingException e) {
                // no label, as said below
            } catch (IOException e) {
                failure = Optional.of(e);
            }
            boolean fits = !text.isEmpty()
                    && text.codePointCount(0, text.length()) <= LONGEST_LABEL
                    && text.chars().noneMatch(Character::isISOControl);
            if (!fits) {
                skipped(label, "no label: expected one line of 1 to %d characters".formatted(LONGEST_LABEL));
            }
            return fits ? text : "";
        }

        void rethrow() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    @Override
    public Stored read(Entry entry) throws Rejected {
        String name = entry.name();
        boolean sparse = entry.position() < 0;
        long place = sparse ? ~entry.position() : entry.position();
        int number = (int) (place >>> OFFSET_BITS);
        long at = place & (1L << OFFSET_BITS) - 1;
        if (ImageNames.unsafe(
                name.substring(Math.min(name.length(), files.prefix(number).length())))) {
            throw new Rejected(Reason.UNSAFE_NAME, ImageNames.UNSAFE);
        }
        if (sparse) {
            throw new Rejected(Reason.UNSUPPORTED, "is kept as a sparse file, which is not read here");
        }
        if (entry.bytes() > LARGEST) {
            throw new Rejected(
                    Reason.TOO_LARGE, "has %,d bytes; at most %,d are read".formatted(entry.bytes(), LARGEST));
        }
        try (TarFiles.Use use = files.use(number)) {
            long rest = Math.max(0, use.bytes().size() - at);
            if (entry.bytes() > rest) {
                throw new Rejected(Reason.TRUNCATED, "ends after %,d of %,d bytes".formatted(rest, entry.bytes()));
            }
            return new Stored.File(use.bytes().read(at, (int) entry.bytes()));
        } catch (EOFException e) {
            throw new Rejected(Reason.TRUNCATED, "the archive %s".formatted(e.getMessage()), e);
        } catch (IOException e) {
            throw new Rejected(Reason.UNREADABLE, "cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    @Override
    public String describe() {
        return files.describe();
    }

    @Override
    public void close() {
        files.close();
    }
}
