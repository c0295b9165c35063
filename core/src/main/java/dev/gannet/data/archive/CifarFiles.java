package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files of CIFAR, from wherever they are: a folder, a tar archive, or one file and the names of classes beside it.
 */
final class CifarFiles {
    private static final Pattern BATCH = Pattern.compile("(data_batch_[0-9]{1,3}|test_batch|train|test)(\\.bin)?");
    private static final List<String> META =
            List.of("batches.meta", "batches.meta.txt", "meta", "fine_label_names.txt");
    private static final Pattern TAR = Pattern.compile(".*\\.(tar|tar\\.gz|tgz)");
    /** The largest of the archives unpacks to less than 200 MB. */
    private static final long MOST_UNPACKED = 4L << 30;

    private static final int MOST_MEMBERS = 10_000;

    private final Path path;
    private final long most;
    private final SortedMap<String, Member> members = new TreeMap<>();
    private long bytes;

    /**
     * A file of CIFAR.
     *
     * @param where for errors
     * @param bytes all of it
     * @param time its last change, in milliseconds since 1970
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Member(String where, byte[] bytes, long time) {}

    private CifarFiles(Path path, long most) {
        this.path = path;
        this.most = most;
    }

    /**
     * Reads all that belongs to CIFAR into memory.
     *
     * @param most bytes of all files together
     * @throws UserException (data) if it cannot be read or is larger
     */
    static CifarFiles gather(Path path, long most) {
        CifarFiles files = new CifarFiles(path, most);
        try {
            if (Files.isDirectory(path)) {
                files.folder();
            } else if (TAR.matcher(nameOf(path)).matches()) {
                files.tar();
            } else {
                files.single();
            }
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be read: %s".formatted(path, e.getMessage()), e);
        }
        return files;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The file of that name. */
    Optional<Member> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Names of the batches to use, in order: those to train on, or if there are none, those to test with. */
    List<String> batches() {
        List<String> all =
                members.keySet().stream().filter(name -> !META.contains(name)).toList();
        List<String> train =
                all.stream().filter(name -> !name.startsWith("test")).toList();
        List<String> chosen = train.isEmpty() ? all : train;
        return chosen.stream()
                .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                .toList();
    }

    private void folder() throws IOException {
        List<Path> all;
        try (Stream<Path> children = Files.list(path)) {
            all = children.filter(CifarFiles::belongs)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
        boolean training =
                all.stream().map(CifarFiles::nameOf).anyMatch(name -> isBatch(name) && !name.startsWith("test"));
        for (Path file : all) {
            if (!training || !nameOf(file).startsWith("test")) {
                read(file);
            }
        }
    }

    private static boolean belongs(Path file) {
        return isBatch(nameOf(file)) || META.contains(nameOf(file));
    }

    private static boolean isBatch(String name) {
        return BATCH.matcher(name).matches();
    }

    private void single() throws IOException {
        read(path);
        for (String meta : META) {
            Path beside = path.resolveSibling(meta);
            if (!meta.equals(nameOf(path)) && Files.isRegularFile(beside)) {
                read(beside);
            }
        }
    }

    private void read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            add(
                    nameOf(file),
                    file.toString(),
                    in,
                    Files.getLastModifiedTime(file).toMillis());
        }
    }

    private void tar() throws IOException {
        long time = Files.getLastModifiedTime(path).toMillis();
        try (InputStream in = Gzipped.open(path);
                TarArchiveInputStream tar = new TarArchiveInputStream(new Limited(in))) {
            int count = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++count > MOST_MEMBERS) {
                    throw bad("holds more than %,d files, which CIFAR does not".formatted(MOST_MEMBERS));
                }
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && (isBatch(name) || META.contains(name))) {
                    add(name, path + ": " + name, tar, time);
                }
            }
        } catch (UserException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the library also throws what is unchecked, of damaged archives
            throw new UserException(
                    Kind.DATA, "%s: is not a tar archive that can be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private void add(String name, String where, InputStream in, long time) throws IOException {
        byte[] content = in.readNBytes((int) Math.min(most - bytes + 1, Integer.MAX_VALUE - 8));
        bytes += content.length;
        if (bytes > most) {
            throw bad("holds batches of more than %,d bytes".formatted(most));
        }
        if (members.put(name, new Member(where, content, time)) != null) {
            throw bad("holds %s twice".formatted(name));
        }
    }

    private UserException bad(String reason) {
        return new UserException(Kind.DATA, "%s: %s".formatted(path, reason));
    }

    /** Ends a stream that unpacks to far more than any CIFAR. */
    private static final class Limited extends FilterInputStream {
        private long read;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        private void count(long more) throws IOException {
            read += more;
            if (read > MOST_UNPACKED) {
                throw new IOException("unpacks to more than %,d bytes".formatted(MOST_UNPACKED));
            }
        }
    }
}
