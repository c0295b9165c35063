package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.data.archive.Archive;
import dev.gannet.data.pack.Pack;
import dev.gannet.data.picture.Decoder;
import dev.gannet.data.picture.Framer;
import dev.gannet.data.picture.Rejected;
import dev.gannet.data.scan.Finding;
import dev.gannet.data.scan.RejectedTsv;
import dev.gannet.data.scan.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The pictures of an archive that can be trained on: from the pack where they are in it, else decoded and put into it. */
public final class ArchiveSource implements ImageSource {
    private final Archive archive;
    private final Decoder decoder;
    private final Table table;
    private final ImageShape shape;
    private final Framer framer;
    private final Pack pack;
    private final int[] rows;

    /** Takes over everything: closing this closes it. */
    ArchiveSource(Archive archive, Decoder decoder, Table table, ImageShape shape, Framer framer, Pack pack) {
        this.archive = archive;
        this.decoder = decoder;
        this.table = table;
        this.shape = shape;
        this.framer = framer;
        this.pack = pack;
        this.rows = table.good();
    }

    @Override
    public int count() {
        return rows.length;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) throws Rejected {
        int row = rows[index];
        Optional<Framer.Canvas> kept = pack.get(row);
        Framer.Canvas canvas = kept.isPresent() ? kept.get() : decode(row);
        framer.cut(canvas, draw, target, offset);
    }

    private Framer.Canvas decode(int row) throws Rejected {
        Framer.Canvas canvas = framer.canvas(decoder.decode(archive.read(table.entry(row))));
        pack.put(row, canvas);
        return canvas;
    }

    @Override
    public String name(int index) {
        return table.entry(rows[index]).name();
    }

    /** What is known of every picture, also of those that cannot be used; borrowed. */
    public Table table() {
        return table;
    }

    @Override
    public String describe() {
        int bad = table.count() - table.accepted();
        return "%,d images from %s%s; %s"
                .formatted(
                        rows.length,
                        archive.describe(),
                        bad == 0 ? "" : ", %,d more cannot be used (rejected.tsv)".formatted(bad),
                        pack.describe());
    }

    @Override
    public Optional<Classes> labels() {
        return Classes.of(
                Arrays.stream(rows).mapToObj(row -> table.entry(row).label()).toArray(String[]::new));
    }

    @Override
    public String fingerprint() {
        return "%d-%016x".formatted(rows.length, table.identity());
    }

    @Override
    public void writeRejected(RejectedTsv to) throws IOException {
        for (int row = 0; row < table.count(); row++) {
            if (table.finding(row).orElseThrow() instanceof Finding.Bad bad) {
                to.add(table.entry(row).name(), bad.reason(), bad.detail());
            }
        }
    }

    @Override
    public void close() {
        pack.close();
        table.close();
        archive.close();
    }
}
