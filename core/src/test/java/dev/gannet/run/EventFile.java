package dev.gannet.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reader of TensorBoard's files that shares nothing with the writer: check sums bit by bit, messages by the wire format. */
final class EventFile {
    private EventFile() {}

    /**
     * A field of a message: its number, and what it holds as it is on the wire.
     *
     * @param value a Long, a Double, a Float or a byte[]
     */
    record Field(int number, Object value) {
        String text() {
            return new String((byte[]) value, StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            return (byte[]) value;
        }

        Message message() {
            return EventFile.message(ByteBuffer.wrap((byte[]) value));
        }
    }

    /** Fields in the order of the file. */
    record Message(List<Field> fields) {
        boolean has(int number) {
            return fields.stream().anyMatch(field -> field.number() == number);
        }

        /** The only field of this number. */
        Field at(int number) {
            List<Field> found =
                    fields.stream().filter(field -> field.number() == number).toList();
            assertThat(found).as("field %d", number).hasSize(1);
            return found.getFirst();
        }
    }

    /** The messages of a file, every check sum checked. */
    static List<Message> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Message> messages = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            int length = Math.toIntExact(bytes.getLong());
            assertThat(bytes.getInt()).as("check sum of the length").isEqualTo(masked(bytes.array(), at, at + 8));
            byte[] payload = new byte[length];
            bytes.get(payload);
            assertThat(bytes.getInt()).as("check sum of the event").isEqualTo(masked(payload, 0, length));
            messages.add(message(ByteBuffer.wrap(payload)));
        }
        return messages;
    }

    /** CRC-32C by its definition: the remainder of a division by the polynomial of Castagnoli, here with its bits reversed. */
    static int crc(byte[] bytes, int from, int to) {
        int crc = -1;
        for (byte each : Arrays.copyOfRange(bytes, from, to)) {
            crc ^= each & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
            }
        }
        return ~crc;
    }

    private static int masked(byte[] bytes, int from, int to) {
        int crc = crc(bytes, from, to);
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    private static Message message(ByteBuffer message) {
        message.order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (message.hasRemaining()) {
            int key = Math.toIntExact(varint(message));
            Object value = switch (key & 7) {
                case 0 -> varint(message);
                case 1 -> message.getDouble();
                case 2 -> {
                    byte[] bytes = new byte[Math.toIntExact(varint(message))];
                    message.get(bytes);
                    yield bytes;
                }
                case 5 -> message.getFloat();
                default -> throw new AssertionError("wire type " + (key & 7));
            };
            fields.add(new Field(key >>> 3, value));
        }
        return new Message(fields);
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new AssertionError("a number of more than ten bytes");
    }
}
