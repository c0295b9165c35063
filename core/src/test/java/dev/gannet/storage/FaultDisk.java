package dev.gannet.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A disk in memory that promises as little as POSIX does. Until a file has been forced, a loss of power may drop what was
 * written to it, cut it, or leave zeros in some of its sectors. Until a folder has been forced, each change of its names
 * may be kept or lost, whatever became of the others, earlier or later; a rename is one change. Forcing a file does not
 * force its name. A force that failed leaves the file in doubt for ever, whatever a later one says.
 */
final class FaultDisk implements Disk {
    private static final int SECTOR = 512;

    /** The power is gone; not an {@link IOException}, so that nothing goes on. */
    static final class PowerLoss extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private abstract static class Node {
        /** What is there after a loss of power. */
        abstract Node survivor(Random random);
    }

    private static final class FileNode extends Node {
        private byte[] content = new byte[0];
        private int forced;
        private boolean doubtful;

        @Override
        Node survivor(Random random) {
            FileNode left = new FileNode();
            int loose = content.length - forced;
            left.content = switch (loose == 0 ? 0 : random.nextInt(4)) {
                case 0 -> content.clone();
                case 1 -> Arrays.copyOf(content, forced);
                case 2 -> Arrays.copyOf(content, forced + random.nextInt(loose));
                default -> torn(random);
            };
            left.forced = left.content.length;
            return left;
        }

        private byte[] torn(Random random) {
            byte[] torn = content.clone();
            for (int start = forced; start < torn.length; start = (start / SECTOR + 1) * SECTOR) {
                if (random.nextBoolean()) {
                    Arrays.fill(torn, start, Math.min(torn.length, (start / SECTOR + 1) * SECTOR), (byte) 0);
                }
            }
            return torn;
        }
    }

    private static final class FolderNode extends Node {
        private final Map<String, Node> names = new HashMap<>();
        private final Map<String, Node> forced = new HashMap<>();
        private final List<Change> loose = new ArrayList<>();

        void change(Change change) {
            change.applyTo(names);
            loose.add(change);
        }

        void force() {
            forced.clear();
            forced.putAll(names);
            loose.clear();
        }

        @Override
        Node survivor(Random random) {
            Map<String, Node> kept = new HashMap<>(forced);
            double chance = random.nextInt(5) / 4.0; // of all, of some, of none
            for (Change change : loose) {
                if (random.nextDouble() < chance) {
                    change.applyTo(kept);
                }
            }
            FolderNode left = new FolderNode();
            kept.forEach((name, node) -> left.names.put(name, node.survivor(random)));
            left.force();
            return left;
        }
    }

    /** A name that goes, a name that comes, or both, of one file or folder. */
    private record Change(Optional<String> gone, Optional<String> come, Node node) {
        void applyTo(Map<String, Node> names) {
            gone.ifPresent(name -> names.remove(name, node));
            if (come.isPresent()) {
                names.values().removeIf(node::equals); // it never has two names
                names.put(come.get(), node);
            }
        }
    }

    private final boolean forcesFiles;
    private final Predicate<Path> forcesFolder;
    private FolderNode root = new FolderNode();
    private long operations;
    private long powerEnds = Long.MAX_VALUE;
    private Random failures = new Random(0);
    private double failureRate;

    /** An empty disk that does what it is asked to. */
    FaultDisk() {
        this(true, _ -> true);
    }

    /** An empty disk that may only pretend to force. */
    FaultDisk(boolean forcesFiles, Predicate<Path> forcesFolder) {
        this.forcesFiles = forcesFiles;
        this.forcesFolder = forcesFolder;
    }

    /** Takes the power away when this many more operations are done. */
    void loseThePowerAfter(long more) {
        powerEnds = operations + more;
    }

    /** Keeps the power on. */
    void keepThePower() {
        powerEnds = Long.MAX_VALUE;
    }

    /** Lets this share of the operations fail. */
    void failAtRandom(double rate, long seed) {
        failureRate = rate;
        failures = new Random(seed);
    }

    /** What is on the disk when the power is back, as a seed decides. */
    FaultDisk afterPowerLoss(long seed) {
        FaultDisk left = new FaultDisk(forcesFiles, forcesFolder);
        left.root = (FolderNode) root.survivor(new Random(seed));
        return left;
    }

    /** A file's bytes, to be changed behind the back of everyone. */
    byte[] rawContent(Path file) throws IOException {
        return file(file).content;
    }

    /** Gives a file other bytes, at once and for ever. */
    void setRawContent(Path file, byte[] content) throws IOException {
        FileNode node = file(file);
        node.content = content;
        node.forced = content.length;
    }

    private void operate() throws IOException {
        if (operations >= powerEnds) {
            throw new PowerLoss();
        }
        operations++;
        if (failureRate > 0 && failures.nextDouble() < failureRate) {
            throw new IOException("Input/output error");
        }
    }

    private Optional<Node> find(Path path) {
        Node node = root;
        for (Path name : path.toAbsolutePath().normalize()) {
            Optional<Node> child = node instanceof FolderNode in
                    ? Optional.ofNullable(in.names.get(name.toString()))
                    : Optional.empty();
            if (child.isEmpty()) {
                return child;
            }
            node = child.get();
        }
        return Optional.of(node);
    }

    private Node existing(Path path) throws IOException {
        return find(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    private FileNode file(Path path) throws IOException {
        if (existing(path) instanceof FileNode file) {
            return file;
        }
        throw new FileSystemException(path.toString(), null, "is not a regular file");
    }

    private FolderNode folder(Path path) throws IOException {
        if (existing(path) instanceof FolderNode folder) {
            return folder;
        }
        throw new NotDirectoryException(path.toString());
    }

    private FolderNode parent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new FileSystemException(path.toString(), null, "is the root");
        }
        return folder(parent);
    }

    private static Optional<String> name(Path path) {
        return Optional.of(path.getFileName().toString());
    }

    private <N extends Node> N add(Path path, N node) throws IOException {
        operate();
        if (exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        parent(path).change(new Change(Optional.empty(), name(path), node));
        return node;
    }

    private final class MemoryWriting implements Writing {
        private final FileNode file;

        MemoryWriting(FileNode file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            operate();
            int before = file.content.length;
            byte[] longer = Arrays.copyOf(file.content, before + bytes.remaining());
            bytes.get(longer, before, bytes.remaining());
            file.content = longer;
        }

        @Override
        public void force() throws IOException {
            try {
                operate();
            } catch (IOException e) {
                file.doubtful = true;
                throw e;
            }
            if (forcesFiles && !file.doubtful) {
                file.forced = file.content.length;
            }
        }

        @Override
        public void close() {}
    }

    @Override
    public Writing create(Path file) throws IOException {
        return new MemoryWriting(add(file, new FileNode()));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        add(folder, new FolderNode());
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        replace(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        operate();
        FolderNode parent = parent(from);
        if (!parent.equals(parent(to))) {
            throw new FileSystemException(from.toString(), to.toString(), "this disk renames only within a folder");
        }
        parent.change(new Change(name(from), name(to), existing(from)));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        operate();
        FolderNode node = folder(folder);
        if (forcesFolder.test(folder)) {
            node.force();
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        operate();
        Node node = existing(path);
        if (node instanceof FolderNode folder && !folder.names.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        parent(path).change(new Change(name(path), Optional.empty(), node));
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        operate();
        return exists(folder)
                ? folder(folder).names.keySet().stream()
                        .sorted()
                        .map(folder::resolve)
                        .toList()
                : List.of();
    }

    @Override
    public boolean exists(Path path) {
        return find(path).isPresent();
    }

    @Override
    public SeekableByteChannel read(Path file) throws IOException {
        operate();
        return new MemoryChannel(file(file).content);
    }

    @Override
    public long usableBytes(Path folder) {
        return Long.MAX_VALUE;
    }
}
