package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * CIFAR-10 or CIFAR-100, as they are handed out: batches in binary or as Python pickles, in a folder, in a
 * {@code .tar.gz}, or one of them alone. All is held in memory. The batches for testing are left out, unless there are
 * no others.
 */
public final class CifarArchive implements Archive {
    private static final long MOST_BYTES = 1L << 30;

    private final Path path;
    private final List<CifarBatch> batches;
    private final CifarBatch.Set set;
    private final List<String> classes;
    private final int count;

    private CifarArchive(Path path, List<CifarBatch> batches, CifarBatch.Set set, List<String> classes) {
        this.path = path;
        this.batches = batches;
        this.set = set;
        this.classes = classes;
        this.count = batches.stream().mapToInt(batch -> batch.labels().size()).sum();
    }

    /**
     * Reads the batches. A batch whose name ends in {@code .bin} is binary, any other one a pickle. Which CIFAR a
     * binary batch is of is told by its name ({@code data_batch_1.bin} or {@code train.bin}), or else by the names of
     * classes beside it ({@code batches.meta.txt} or {@code fine_label_names.txt}), or else by its length, a multiple
     * of 3073 or of 3074; the length must fit in any case.
     *
     * @throws UserException (data) if there are none, or if they are not what they claim to be
     */
    public static CifarArchive open(Path path) {
        return open(path, MOST_BYTES);
    }

    /** Whether a file's name is one that CIFAR's own files have: batches, or the archives they come in. */
    static boolean isNamedSo(String fileName) {
        return fileName.matches(
                "cifar-100?-(binary|python)\\.(tar|tar\\.gz|tgz)|(data_batch_\\d+|test_batch)(\\.bin)?|train\\.bin");
    }

    /** As {@link #open(Path)}, with at most so many bytes in memory. */
    static CifarArchive open(Path path, long most) {
        CifarFiles files = CifarFiles.gather(path, most);
        List<CifarBatch> batches = new ArrayList<>();
        for (String name : files.batches()) {
            batches.add(batch(files, name));
        }
        if (batches.isEmpty()) {
            throw bad(
                    path,
                    "holds none of CIFAR's batches; expected data_batch_1, data_batch_1.bin," + " train or train.bin");
        }
        CifarBatch.Set set = batches.getFirst().set();
        for (CifarBatch batch : batches) {
            if (batch.set() != set) {
                throw bad(path, "holds batches of CIFAR-10 and of CIFAR-100; expected one of them");
            }
        }
        if (batches.size()
                != new HashSet<>(batches.stream().map(CifarBatch::name).toList()).size()) {
            throw bad(path, "holds a batch both in binary and as a pickle; expected one of them");
        }
        return new CifarArchive(path, batches, set, classes(files, set));
    }

    private static CifarBatch batch(CifarFiles files, String name) {
        CifarFiles.Member file = files.member(name).orElseThrow();
        return name.endsWith(".bin")
                ? CifarBatch.binary(name.substring(0, name.length() - 4), setOf(files, name, file), file)
                : CifarBatch.pickled(name, file);
    }

    private static CifarBatch.Set setOf(CifarFiles files, String name, CifarFiles.Member file) {
        if (name.matches("(data_batch_[0-9]+|test_batch)\\.bin")) {
            return CifarBatch.Set.CIFAR_10;
        }
        if (name.matches("(train|test)\\.bin")) {
            return CifarBatch.Set.CIFAR_100;
        }
        boolean ten = files.member("batches.meta.txt").isPresent();
        boolean hundred = files.member("fine_label_names.txt").isPresent();
        if (ten == hundred) {
            ten = file.bytes().length % CifarBatch.Set.CIFAR_10.record() == 0;
            hundred = file.bytes().length % CifarBatch.Set.CIFAR_100.record() == 0;
        }
        if (ten == hundred) {
            throw bad(
                    file.where(),
                    "has %,d bytes; expected a multiple of 3073 (CIFAR-10) or of 3074 (CIFAR-100), not of both"
                            .formatted(file.bytes().length));
        }
        return ten ? CifarBatch.Set.CIFAR_10 : CifarBatch.Set.CIFAR_100;
    }

    /** The names of the classes, or their numbers where there are no names. */
    private static List<String> classes(CifarFiles files, CifarBatch.Set set) {
        Optional<CifarFiles.Member> text =
                files.member(set == CifarBatch.Set.CIFAR_10 ? "batches.meta.txt" : "fine_label_names.txt");
        Optional<CifarFiles.Member> pickle = files.member(set == CifarBatch.Set.CIFAR_10 ? "batches.meta" : "meta");
        List<String> names = new ArrayList<>();
        if (text.isPresent()) {
            new String(text.get().bytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .limit(set.classes() + 1L)
                    .forEach(names::add);
        } else if (pickle.isPresent()) {
            names.addAll(pickledNames(pickle.get(), set));
        } else {
            for (int i = 0; i < set.classes(); i++) {
                names.add(String.valueOf(i));
            }
        }
        if (names.size() != set.classes()) {
            String where = text.or(() -> pickle).map(CifarFiles.Member::where).orElse("");
            throw bad(where, "does not hold the names of %d classes (%s)".formatted(set.classes(), set.title()));
        }
        return names;
    }

    private static List<String> pickledNames(CifarFiles.Member file, CifarBatch.Set set) {
        String key = set == CifarBatch.Set.CIFAR_10 ? "label_names" : "fine_label_names";
        List<String> names = new ArrayList<>();
        if (Pickle.read(file.where(), file.bytes()) instanceof Value.Dict dict
                && dict.entries().get(key) instanceof Value.Items items
                && items.values().size() == set.classes()) {
            for (Value value : items.values()) {
                if (value instanceof Value.Bytes name && name.length() <= 100) {
                    names.add(name.text());
                }
            }
        }
        return names;
    }

    private static UserException bad(Object where, String reason) {
        return new UserException(Kind.DATA, "%s: %s".formatted(where, reason));
    }

    @Override
    public void list(Listing to) {
        int position = 0;
        for (CifarBatch batch : batches) {
            Numbering names = new Numbering(batch.labels().size());
            for (int i = 0; i < batch.labels().size(); i++) {
                String name = batch.name() + "/" + names.of(i);
                String label = classes.get(batch.labels().get(i));
                to.picture(new Entry(name, position++, CifarBatch.BYTES, batch.time(), label));
            }
        }
    }

    @Override
    public Stored read(Entry entry) throws Rejected {
        long left = entry.position();
        for (CifarBatch batch : batches) {
            if (left >= 0 && left < batch.labels().size()) {
                return new Stored.Raster(batch.picture((int) left), CifarBatch.SIDE, CifarBatch.SIDE, 3);
            }
            left -= batch.labels().size();
        }
        throw new Rejected(Reason.UNREADABLE, "has the number %d of %d".formatted(entry.position(), count));
    }

    @Override
    public OptionalInt bare() {
        return OptionalInt.of(count);
    }

    @Override
    public String describe() {
        return "%,d pictures of %s from %s".formatted(count, set.title(), path);
    }

    /** Nothing to release: all is in memory. */
    @Override
    public void close() {}
}
