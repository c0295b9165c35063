package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A folder of image files, in the order of their paths; links to folders are not followed. */
final class FolderSource implements ImageSource {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

    private final Path folder;
    private final List<Path> files;
    private final ImageShape shape;
    private final Decoder decoder;

    private FolderSource(Path folder, List<Path> files, int size) {
        this.folder = folder;
        this.files = files;
        this.shape = new ImageShape(3, size);
        this.decoder = new Decoder(size);
    }

    /**
     * Lists the folder.
     *
     * @throws UserException (data) if it holds fewer than two images
     */
    static FolderSource open(Path folder, int size) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(FolderSource::isImage)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
        if (files.size() < 2) {
            throw new UserException(
                    Kind.DATA,
                    "%s: found %d images, expected at least 2 files that end in .jpg, .jpeg, .png, .gif, .bmp or .webp"
                            .formatted(folder, files.size()));
        }
        return new FolderSource(folder, files, size);
    }

    private static boolean isImage(Path path) {
        Path fileName = path.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(ending);
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public void read(int index, byte[] target, int offset) {
        decoder.decode(files.get(index), target, offset);
    }

    @Override
    public String describe() {
        return "%,d image files from %s".formatted(files.size(), folder);
    }

    /** Of the files' names and sizes: reading a million images only to see whether one has changed takes too long. */
    @Override
    public String fingerprint() {
        try {
            CRC32C names = new CRC32C();
            for (Path file : files) {
                String line = "%s %d\n".formatted(folder.relativize(file), Files.size(file));
                names.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return "folder-%d-%08x".formatted(files.size(), names.getValue());
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be listed: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
