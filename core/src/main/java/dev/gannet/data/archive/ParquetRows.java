package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode.PrimitiveNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Goes over the rows of one Parquet file. */
final class ParquetRows {
    /** The library keeps some batches in memory at once, each as one array. */
    private static final long BATCH_BYTES = 16 << 20;

    private static final int MOST_ROWS = 1024;

    private final Path file;
    private final Spool spool;
    private final int most;
    private long row;

    /**
     * Of one file.
     *
     * @param spool gets the pictures
     * @param most bytes of a picture
     */
    ParquetRows(Path file, Spool spool, int most) {
        this.file = file;
        this.spool = spool;
        this.most = most;
    }

    /**
     * Adds an entry for every row, and its picture to the spool.
     *
     * @throws UserException (data) if the file cannot be read to its end
     */
    void addTo(List<Entry> entries) {
        try (ParquetPages pages = new ParquetPages(file)) {
            pages.checkFooter();
            read(pages, entries);
        } catch (UserException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // of a damaged file the library throws whatever it stumbles over
            String reason = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            throw new UserException(
                    Kind.DATA,
                    "%s: is not a Parquet file that can be read: %s".formatted(file, PickleInput.printable(reason)),
                    e);
        }
    }

    private void read(ParquetPages pages, List<Entry> entries) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            ParquetColumns columns =
                    ParquetColumns.of(file, reader.getFileSchema().getRootNode().children());
            List<Integer> places = new ArrayList<>(List.of(columns.place()));
            columns.label().map(PrimitiveNode::columnIndex).ifPresent(places::add);
            pages.check(reader.getFileMetaData().rowGroups(), places);
            go(reader, columns, entries);
        }
    }

    private void go(ParquetFileReader reader, ParquetColumns columns, List<Entry> entries) throws IOException {
        long rows = reader.getFileMetaData().numRows();
        long time = Files.getLastModifiedTime(file).toMillis();
        String label = columns.label().map(PrimitiveNode::name).orElse("");
        String json = reader.getFileMetaData().keyValueMetadata().getOrDefault("huggingface", "");
        ClassNames names = ClassNames.of(file, json, label);
        Numbering numbers = new Numbering(rows);
        ColumnProjection projection = label.isEmpty()
                ? ColumnProjection.columns(columns.image())
                : ColumnProjection.columns(columns.image(), label);
        try (ColumnReaders all = reader.buildColumnReaders(projection)
                .batchSize(batch(reader, columns))
                .build()) {
            while (all.nextBatch()) {
                ColumnReader images = all.getColumnReader(columns.image());
                String[] labels = columns.label()
                        .map(column -> labels(all.getColumnReader(label), column, names))
                        .orElse(new String[0]);
                int count = all.getRecordCount();
                if (images.getValueCount() != count || (labels.length != count && labels.length > 0)) {
                    throw new IOException("%d pictures in %d rows".formatted(images.getValueCount(), count));
                }
                for (int i = 0; i < count; i++) {
                    String name = file.getFileName() + "/" + numbers.of(row++);
                    entries.add(entry(images, i, new Entry(name, 0, 0, time, labels.length == 0 ? "" : labels[i])));
                }
            }
        }
        if (row != rows) {
            throw new IOException("it ends after %d of %d rows".formatted(row, rows));
        }
    }

    private Entry entry(ColumnReader images, int index, Entry like) {
        if (images.getLeafValidity().isNull(index)) {
            return new Entry(like.name(), ParquetArchive.NO_BYTES, 0, like.time(), like.label());
        }
        int from = images.getBinaryOffsets()[index];
        int to = images.getBinaryOffsets()[index + 1];
        long position = to - from > most
                ? ParquetArchive.TOO_LARGE
                : spool.append(Arrays.copyOfRange(images.getBinaryValues(), from, to));
        return new Entry(like.name(), position, to - from, like.time(), like.label());
    }

    private static String[] labels(ColumnReader reader, PrimitiveNode column, ClassNames names) {
        String[] labels = new String[reader.getValueCount()];
        Validity validity = reader.getLeafValidity();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = validity.isNull(i)
                    ? ""
                    : switch (column.type()) {
                        case INT32 -> names.of(reader.getInts()[i]);
                        case INT64 -> names.of(reader.getLongs()[i]);
                        case BYTE_ARRAY -> reader.getStrings()[i];
                        case BOOLEAN, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                            throw new IllegalStateException("no column of labels");
                    };
        }
        return labels;
    }

    /** So many rows that their pictures are not too much for the memory, going by the mean size. */
    private static int batch(ParquetFileReader reader, ParquetColumns columns) {
        long bytes = 0;
        for (RowGroup group : reader.getFileMetaData().rowGroups()) {
            bytes += Math.max(0, group.columns().get(columns.place()).metaData().totalUncompressedSize());
        }
        long mean = Math.max(1, bytes / Math.max(1, reader.getFileMetaData().numRows()));
        return (int) Math.clamp(BATCH_BYTES / mean, 1, MOST_ROWS);
    }
}
