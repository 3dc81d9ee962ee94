package condyle.report;

import condyle.io.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A training's log.csv as an event file, which TensorBoard draws.
 *
 * <p>Curves are called {@code STAGE/COLUMN}. An event's time is the seconds of training so far. Format: records of length,
 * masked CRC-32C, a protocol buffer {@code tensorflow.Event}, masked CRC-32C, as TFRecord's documentation has it.
 */
public final class EventFile {
    /** TensorBoard looks for this in a file's name. */
    private static final String NAME = "events.out.tfevents.0.condyle";

    private static final List<String> CURVES =
            List.of("loss", TrainingLog.VALIDATION_LOSS, "dice", "rate", "gradient_norm");
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream records = new ByteArrayOutputStream();

    private EventFile() {}

    /**
     * Writes the event file beside a log.
     *
     * <p>Where the one that is there is its beginning, only the rest is added to it: TensorBoard keeps the file open that it
     * found first, and would not see one that took its place (tensorflow/tensorboard issue 349). Else it is written whole
     * or not at all.
     */
    public static Path write(Path log) throws IOException {
        Path file = log.resolveSibling(NAME);
        byte[] bytes = of(log);
        byte[] there = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (there.length > 0
                && there.length <= bytes.length
                && Arrays.equals(there, 0, there.length, bytes, 0, there.length)) {
            Files.write(file, Arrays.copyOfRange(bytes, there.length, bytes.length), StandardOpenOption.APPEND);
        } else {
            WholeFile.write(file, out -> out.write(bytes));
        }
        return file;
    }

    static byte[] of(Path log) throws IOException {
        EventFile file = new EventFile();
        file.record(new Message().number(1, 0.0).text(3, "brain.Event:2"));
        double clock = 0;
        for (TrainingLog.Row row : TrainingLog.read(log, CURVES)) {
            clock += row.seconds();
            Message summary = new Message();
            for (String curve : CURVES) {
                double value = row.at(curve);
                if (!Double.isNaN(value)) {
                    summary.message(
                            1, new Message().text(1, row.stage() + "/" + curve).number(2, (float) value));
                }
            }
            file.record(new Message().number(1, clock).number(2, row.step()).message(5, summary));
        }
        return file.records.toByteArray();
    }

    private void record(Message event) {
        byte[] data = event.bytes.toByteArray();
        byte[] length = little(8).putLong(data.length).array();
        records.writeBytes(length);
        records.writeBytes(little(4).putInt(masked(length)).array());
        records.writeBytes(data);
        records.writeBytes(little(4).putInt(masked(data)).array());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A CRC turned by 15 bits and moved by a constant: the format's guard against CRCs of CRCs. */
    static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + 0xa282ead8;
    }

    /** A protocol buffer's message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, double value) {
            varint((long) field << 3 | EIGHT_BYTES);
            bytes.writeBytes(little(8).putDouble(value).array());
            return this;
        }

        Message number(int field, float value) {
            varint((long) field << 3 | FOUR_BYTES);
            bytes.writeBytes(little(4).putFloat(value).array());
            return this;
        }

        Message number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.bytes.toByteArray());
        }

        private Message bytes(int field, byte[] value) {
            varint((long) field << 3 | BYTES);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                bytes.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }
    }
}
