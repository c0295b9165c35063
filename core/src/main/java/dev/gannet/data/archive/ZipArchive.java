package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A zip archive, read in place: nothing is written to disk. Labels are those of a {@code dataset.json} at its top,
 * else the folders' names. Of an entry, {@link Entry#position} is the place in the archive's directory.
 */
public final class ZipArchive implements Archive {

    private final Path path;
    private final FileBytes file;
    private final ZipDirectory directory;
    private final int mostEntries;

    private ZipArchive(Path path, FileBytes file, ZipDirectory directory, int mostEntries) {
        this.path = path;
        this.file = file;
        this.directory = directory;
        this.mostEntries = mostEntries;
    }

    /**
     * Opens the archive; {@link #close} it.
     *
     * @throws UserException (data) if it is no zip archive
     * @throws IOException if the file cannot be read
     */
    public static ZipArchive open(Path path) throws IOException {
        return open(path, MOST_ENTRIES);
    }

    /** With another limit. */
    static ZipArchive open(Path path, int mostEntries) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new UserException(Kind.DATA, "%s: is not a zip archive: it is no regular file".formatted(path));
        }
        FileBytes file = FileBytes.open(path);
        try {
            return new ZipArchive(path, file, ZipDirectory.find(file, path), mostEntries);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What a first look at all entries shows. */
    private static final class Survey {
        private final FolderLabels folders = new FolderLabels();
        private Optional<ZipMember> dataset = Optional.empty();

        void see(ZipMember member) {
            boolean safe = !member.folder() && !ImageNames.unsafe(member.name());
            if (safe && ImageNames.kind(member.name()) == ImageNames.Kind.PICTURE) {
                folders.see(member.name());
            } else if (safe && dataset.isEmpty() && member.name().equals(DatasetJson.NAME)) {
                dataset = Optional.of(member);
            }
        }
    }

    @Override
    public void list(Listing to) throws IOException {
        Survey survey = new Survey();
        directory.walk(mostEntries, survey::see);
        Optional<DatasetJson> dataset = survey.dataset.map(this::dataset);
        Labels labels = new Labels(survey.folders, dataset);
        NameTable seen = new NameTable();
        directory.walk(mostEntries, member -> list(member, labels, seen, to));
        labels.report(to);
    }

    private static void list(ZipMember member, Labels labels, NameTable seen, Listing to) {
        String name = member.name();
        if (member.folder()) {
            return;
        }
        boolean unsafe = ImageNames.unsafe(name);
        ImageNames.Kind kind = unsafe ? ImageNames.Kind.PICTURE : ImageNames.kind(name);
        switch (kind) {
            case PICTURE -> {
                if (seen.add(name, 0)) {
                    String label = unsafe ? "" : labels.of(name);
                    to.picture(new Entry(name, member.position(), member.bytes(), member.time(), label));
                } else {
                    to.skipped(name, "a second entry of this name");
                }
            }
            case HIDDEN -> to.skipped(name, kind.words());
            case OTHER -> {
                if (!name.equals(DatasetJson.NAME)) {
                    to.skipped(name, ImageNames.isArchive(name) ? ImageNames.NESTED : kind.words());
                }
            }
        }
    }

    private DatasetJson dataset(ZipMember member) {
        String where = "%s: %s".formatted(path, DatasetJson.NAME);
        try {
            return DatasetJson.read(ZipContent.read(file, member, DatasetJson.MOST_BYTES), where);
        } catch (Rejected e) {
            throw new UserException(Kind.DATA, "%s: %s".formatted(where, e.detail()), e);
        }
    }

    @Override
    public Stored read(Entry entry) throws Rejected {
        if (ImageNames.unsafe(entry.name())) {
            throw new Rejected(Reason.UNSAFE_NAME, ImageNames.UNSAFE);
        }
        ZipMember member;
        try {
            member = directory.at(entry.position());
        } catch (IOException e) {
            throw new Rejected(Reason.UNREADABLE, "cannot be read: %s".formatted(e.getMessage()), e);
        }
        return new Stored.File(ZipContent.read(file, member, LARGEST));
    }

    @Override
    public String describe() {
        return "zip archive %s".formatted(path);
    }

    @Override
    public void close() {
        file.close();
    }
}
