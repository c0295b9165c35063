package dev.gannet.data.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts the neighbouring members of a tar archive that share a key together, as WebDataset does: {@code a/000123.jpg},
 * {@code a/000123.cls} and {@code a/000123.json} are one sample of the key {@code a/000123}, which ends at the first
 * dot.
 *
 * <p>In a sample, {@code 000123.seg.png} is no picture to train on. A file with two dots that has no such company is:
 * that is how cameras and people name photographs. For one thread.
 */
final class TarSamples {
    /** Members of a sample that are held together; more would be no sample. */
    private static final int LARGEST_SAMPLE = 100;

    /** Told what the members are. */
    interface Sink {
        /**
         * A picture.
         *
         * @param label the member that holds its label, if its sample has one
         */
        void picture(TarMember member, Optional<TarMember> label);

        /** What is no picture. */
        void skipped(TarMember member, String reason);
    }

    private final Sink sink;
    private final List<TarMember> sample = new ArrayList<>();
    private String key = "";

    TarSamples(Sink sink) {
        this.sink = sink;
    }

    /** The next member. */
    void add(TarMember member) {
        switch (member.type()) {
            case FILE, SPARSE -> file(member);
            case FOLDER -> {
                // nothing in itself
            }
            case HARD_LINK, SYMBOLIC_LINK, DEVICE, FIFO, UNKNOWN ->
                sink.skipped(member, member.type().words());
        }
    }

    /** There are no more members. */
    void flush() {
        Optional<TarMember> label = sample.stream().filter(TarSamples::isLabel).findFirst();
        boolean company = sample.stream().anyMatch(m -> !isPicture(m) || isWholePicture(m));
        boolean pictures = label.isPresent() || sample.stream().anyMatch(TarSamples::isPicture);
        for (TarMember member : sample) {
            if (isPicture(member) && (isWholePicture(member) || !company)) {
                sink.picture(member, label);
            } else if (isPicture(member)) {
                sink.skipped(member, ImageNames.Kind.OTHER.words());
            } else if (ImageNames.isArchive(member.name())) {
                sink.skipped(member, ImageNames.NESTED);
            } else if (!pictures) {
                sink.skipped(member, ImageNames.Kind.OTHER.words());
            }
        }
        sample.clear();
    }

    private void file(TarMember member) {
        String name = member.name();
        if (ImageNames.unsafe(name)) {
            sink.picture(member, Optional.empty());
            return;
        }
        if (ImageNames.kind(name) == ImageNames.Kind.HIDDEN) {
            sink.skipped(member, ImageNames.Kind.HIDDEN.words());
            return;
        }
        String itsKey = name.substring(0, firstDot(name));
        if (!itsKey.equals(key) || sample.size() >= LARGEST_SAMPLE) {
            flush();
            key = itsKey;
        }
        sample.add(member);
    }

    private static boolean isLabel(TarMember member) {
        return extension(member.name()).equals("cls");
    }

    private static boolean isPicture(TarMember member) {
        return ImageNames.kind(member.name()) == ImageNames.Kind.PICTURE;
    }

    /** Whether all that follows the key is the ending of a picture. */
    private static boolean isWholePicture(TarMember member) {
        return ImageNames.isImage(extension(member.name()));
    }

    /** All that follows the first dot, in lower case. */
    private static String extension(String name) {
        return name.substring(Math.min(name.length(), firstDot(name) + 1)).toLowerCase(Locale.ROOT);
    }

    private static int firstDot(String name) {
        int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
        return dot < 0 ? name.length() : dot;
    }
}
