package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A folder of image files and everything below it. Symbolic links are followed as long as they stay inside; a link that
 * leads outside could let a data set from elsewhere read any file of its user. Nothing but regular files is ever opened:
 * opening a pipe would wait for ever.
 */
public final class FolderArchive implements Archive {

    private final Path root;
    private final Path realRoot;

    /** A folder that exists. */
    public FolderArchive(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
    }

    /**
     * A folder that is being walked.
     *
     * @param path by the way it was reached
     * @param real where it is
     * @param linked whether a link was on the way
     */
    private record Folder(Path path, Path real, boolean linked) {
        Folder below(Path name) {
            return new Folder(path.resolve(name), real.resolve(name), linked);
        }
    }

    @Override
    public void list(Listing to) throws IOException {
        FolderLabels folders = new FolderLabels();
        new Walk(Listing.ofPictures(entry -> folders.see(entry.name()))).all();
        Labels labels = new Labels(folders, dataset());
        new Walk(labels.putOn(to)).all();
        labels.report(to);
    }

    private Optional<DatasetJson> dataset() throws IOException {
        Path file = root.resolve(DatasetJson.NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (Files.size(file) > DatasetJson.MOST_BYTES) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "%s: has %,d bytes; at most %,d are read"
                            .formatted(file, Files.size(file), DatasetJson.MOST_BYTES));
        }
        return Optional.of(DatasetJson.read(Files.readAllBytes(file), file.toString()));
    }

    /** One listing. */
    private final class Walk {
        private final Listing to;
        private final Deque<Folder> waiting = new ArrayDeque<>();

        Walk(Listing to) {
            this.to = to;
        }

        void all() throws IOException {
            waiting.push(new Folder(root, realRoot, false));
            boolean first = true;
            while (!waiting.isEmpty()) {
                Folder folder = waiting.pop();
                try {
                    children(folder);
                } catch (IOException | DirectoryIteratorException e) {
                    if (first) {
                        throw new IOException(e.getMessage(), e);
                    }
                    to.skipped(name(folder.path()), "a folder that cannot be listed");
                }
                first = false;
            }
        }

        private void children(Folder folder) throws IOException {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.path())) {
                for (Path child : children) {
                    Path fileName = child.getFileName();
                    if (fileName != null) {
                        child(folder, child, fileName);
                    }
                }
            }
        }

        private void child(Folder folder, Path child, Path fileName) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (fileName.toString().startsWith(".")) {
                    to.skipped(name(child), ImageNames.Kind.HIDDEN.words());
                } else if (attributes.isSymbolicLink()) {
                    link(folder, child);
                } else if (attributes.isDirectory()) {
                    waiting.push(folder.below(fileName));
                } else {
                    file(child, attributes);
                }
            } catch (NoSuchFileException e) {
                return; // gone between the two looks
            } catch (IOException e) {
                to.skipped(name(child), "cannot be looked at");
            }
        }

        private void link(Folder folder, Path child) throws IOException {
            Path target;
            try {
                target = child.toRealPath();
            } catch (IOException e) {
                to.skipped(name(child), "a link that leads nowhere");
                return;
            }
            if (!target.startsWith(realRoot)) {
                to.skipped(name(child), "a link that leads outside");
                return;
            }
            BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                file(child, attributes);
            } else if (folder.real().startsWith(target)) {
                to.skipped(name(child), "a link to a folder that it is in");
            } else if (folder.linked()) {
                to.skipped(name(child), "a link in a linked folder"); // chains of them multiply, or never end
            } else {
                waiting.push(new Folder(child, target, true));
            }
        }

        private void file(Path child, BasicFileAttributes attributes) {
            String name = name(child);
            if (!attributes.isRegularFile()) {
                to.skipped(name, "no regular file");
                return;
            }
            ImageNames.Kind kind = ImageNames.kind(name);
            switch (kind) {
                case PICTURE ->
                    to.picture(new Entry(
                            name,
                            0,
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis(),
                            ""));
                case HIDDEN, OTHER -> {
                    if (!name.equals(DatasetJson.NAME)) {
                        to.skipped(name, kind.words());
                    }
                }
            }
        }
    }

    @Override
    public Stored read(Entry entry) throws Rejected {
        Path file = file(entry.name());
        try {
            if (!file.toRealPath().startsWith(realRoot)) {
                throw new Rejected(Reason.UNREADABLE, "leads outside of the folder");
            }
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new Rejected(Reason.UNREADABLE, "is no regular file");
            }
            if (attributes.size() > LARGEST) {
                throw new Rejected(
                        Reason.TOO_LARGE, "has %,d bytes; at most %,d are read".formatted(attributes.size(), LARGEST));
            }
            return new Stored.File(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new Rejected(Reason.UNREADABLE, "does not exist any more", e);
        } catch (IOException e) {
            throw new Rejected(Reason.UNREADABLE, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** A path as text that leads back to it, whatever bytes it is made of: see {@link PathText}. */
    private String name(Path path) {
        return PathText.write(root, path);
    }

    private Path file(String name) {
        return PathText.read(root, name);
    }

    @Override
    public String describe() {
        return "folder " + root;
    }

    @Override
    public void close() {} // holds nothing
}
