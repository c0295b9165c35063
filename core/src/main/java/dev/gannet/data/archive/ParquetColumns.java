package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.SchemaNode;
import dev.hardwood.schema.SchemaNode.GroupNode;
import dev.hardwood.schema.SchemaNode.PrimitiveNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which columns of a Parquet file hold the pictures and their labels.
 *
 * @param image path of the column with the bytes, such as {@code image.bytes}
 * @param place of that column among all columns of the file
 * @param label name of the column of labels, if there is one
 */
record ParquetColumns(String image, int place, Optional<PrimitiveNode> label) {
    private static final List<String> IMAGES = List.of("image", "img", "picture", "pixels");
    private static final List<String> LABELS = List.of("label", "labels", "fine_label");

    /**
     * Finds them: the first group with a binary {@code bytes} in it, else the first binary column with a name that says
     * picture.
     *
     * @throws UserException (data) that lists the columns, if there are no pictures among them
     */
    static ParquetColumns of(Path file, List<SchemaNode> fields) {
        Optional<PrimitiveNode> label = LABELS.stream()
                .flatMap(name -> fields.stream().filter(field -> field.name().equals(name)))
                .flatMap(ParquetColumns::label)
                .findFirst();
        for (SchemaNode field : fields) {
            if (field instanceof GroupNode group) {
                for (SchemaNode child : group.children()) {
                    if (child.name().equals("bytes") && isBinary(child)) {
                        return new ParquetColumns(
                                group.name() + ".bytes", ((PrimitiveNode) child).columnIndex(), label);
                    }
                }
            }
        }
        for (String name : IMAGES) {
            for (SchemaNode field : fields) {
                if (field.name().equals(name) && isBinary(field)) {
                    return new ParquetColumns(name, ((PrimitiveNode) field).columnIndex(), label);
                }
            }
        }
        List<String> found = new ArrayList<>();
        fields.stream().limit(50).forEach(field -> found.add(PickleInput.printable(field.name())));
        throw new UserException(
                Kind.DATA,
                "%s: has the columns %s; expected one with a binary part called bytes, or a binary one called %s"
                        .formatted(file, String.join(", ", found), String.join(", ", IMAGES)));
    }

    private static Stream<PrimitiveNode> label(SchemaNode field) {
        boolean usable = field instanceof PrimitiveNode column
                && column.maxRepetitionLevel() == 0
                && switch (column.type()) {
                    case INT32, INT64, BYTE_ARRAY -> true;
                    case BOOLEAN, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY -> false;
                };
        return usable ? Stream.of((PrimitiveNode) field) : Stream.of();
    }

    private static boolean isBinary(SchemaNode node) {
        return node instanceof PrimitiveNode column
                && column.type() == PhysicalType.BYTE_ARRAY
                && column.maxRepetitionLevel() == 0;
    }
}
