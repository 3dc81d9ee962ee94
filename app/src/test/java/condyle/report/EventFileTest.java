package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorBoard's event files, byte by byte. */
class EventFileTest {
    private static final String LOG = """
            stage,step,steps,loss,validation_loss,gradient_norm,rate,dice,seconds
            a,300,600,0.5,0.75,1.0,1e-3,0.25,2.0
            """;

    @TempDir
    Path folder;

    /** The messages of a file, whose lengths and checksums are right. */
    private static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int start = in.position();
            int length = (int) in.getLong();
            assertThat(in.getInt()).isEqualTo(EventFile.masked(Arrays.copyOfRange(file, start, start + 8)));
            byte[] data = new byte[length];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(EventFile.masked(data));
            records.add(data);
        }
        return records;
    }

    @Test
    void checksumsAreMaskedAsTheFormatAsks() {
        // CRC-32C of "123456789" is e3069283 (RFC 3720): turned by 15 bits it is 2507c60d, plus a282ead8 it is
        // c78ab0e5.
        assertThat(Integer.toHexString(EventFile.masked("123456789".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("c78ab0e5");
    }

    @Test
    void anEpochIsOneEventWithACurveForEachColumn() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(log, LOG);
        List<byte[]> records = records(Files.readAllBytes(EventFile.write(log)));
        assertThat(new String(records.get(0), StandardCharsets.ISO_8859_1)).endsWith("brain.Event:2");
        byte[] event = records.get(1);
        // Time 2.0 as field 1, step 300 as field 2, the summary as field 5.
        assertThat(HexFormat.of().formatHex(event, 0, 13)).isEqualTo("09000000000000004010ac022a");
        // In it, after its length of one byte, first the loss: a message of 13 bytes with the tag a/loss and the float
        // 0.5.
        assertThat(HexFormat.of().formatHex(event, 14, 29)).isEqualTo("0a0d0a06612f6c6f7373150000003f");
        assertThat(new String(event, StandardCharsets.ISO_8859_1))
                .contains("a/validation_loss", "a/gradient_norm", "a/dice", "a/rate");
    }

    @Test
    void whatWasNotMeasuredHasNoPoint() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(log, LOG.replace("0.25", "NaN"));
        byte[] event = records(EventFile.of(log)).get(1);
        assertThat(new String(event, StandardCharsets.ISO_8859_1))
                .doesNotContain("a/dice")
                .contains("a/loss");
    }

    private static Path golden(String name) {
        return Path.of(URI.create(
                EventFileTest.class.getResource("/condyle/report/" + name).toString()));
    }

    /** Read by an independent program, event-file.py beside them, whose words are in event-file.txt. */
    @Test
    void bytesAreThoseThatAnIndependentReaderUnderstood() throws IOException {
        assertThat(EventFile.of(golden("log.csv")))
                .isEqualTo(Files.readAllBytes(golden("events.out.tfevents.0.condyle")));
    }

    @Test
    void newEpochsAreAddedToTheSameFile() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(log, LOG);
        Path file = EventFile.write(log);
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        Files.writeString(log, LOG + "a,600,600,0.25,0.5,1.0,1e-4,0.5,3.0\n");
        EventFile.write(log);
        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
        assertThat(records(Files.readAllBytes(file))).hasSize(3);
        // A log that began anew, or a file cut short, is written whole.
        Files.writeString(log, LOG.replace("0.5", "0.625"));
        EventFile.write(log);
        assertThat(Files.readAllBytes(file)).isEqualTo(EventFile.of(log));
    }
}
