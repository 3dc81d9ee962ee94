package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafeTensorsTest {
    @TempDir
    Path folder;

    private static SortedMap<String, Tensor> some() {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put(
                "head.weight",
                Tensor.of(new float[] {1, -2.5f, 3, 0.125f, 5, 6}, 2, 3, 1, 1, 1)
                        .channelsLast());
        tensors.put("steps", Tensor.of(new long[] {1L << 40}));
        tensors.put("none", Tensor.zeros(0, 4));
        return tensors;
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void whatIsWrittenIsRead(Kind kind) throws IOException {
        Path file = folder.resolve("w.safetensors");
        SafeTensors.write(file, some(), Map.of("who", "a \"name\"\n", "größe", "×"), kind);
        SafeTensors read = SafeTensors.read(file);
        assertThat(read.metadata()).containsExactlyInAnyOrderEntriesOf(Map.of("who", "a \"name\"\n", "größe", "×"));
        assertThat(read.tensors().keySet()).containsExactly("head.weight", "none", "steps");
        Tensor weight = read.tensors().get("head.weight");
        assertThat(weight.kind()).isEqualTo(kind);
        assertThat(weight.shape()).containsExactly(2, 3, 1, 1, 1);
        assertThat(weight.toFloats()).containsExactly(1, -2.5f, 3, 0.125f, 5, 6);
        assertThat(read.tensors().get("steps").toLongs()).containsExactly(1L << 40);
        assertThat(read.tensors().get("none").shape()).containsExactly(0, 4);
        assertThat(Files.list(folder)).containsExactly(file);
    }

    /** {@code safetensors.torch.save({"b": arange(2, f16), "a": tensor([1.5])})}: sorted by type size, padded to 8. */
    @Test
    void aFileOfPythonIsRead() throws IOException {
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,8]}}  "
                        .getBytes(StandardCharsets.US_ASCII);
        Path file = bytes(header, HexFormat.of().parseHex("0000c03f0000003c"));
        SortedMap<String, Tensor> read = SafeTensors.read(file).tensors();
        assertThat(read.get("a").toFloats()).containsExactly(1.5f);
        assertThat(read.get("b").toFloats()).containsExactly(0, 1);
    }

    @Test
    void writingTwiceGivesTheSameBytes() throws IOException {
        SafeTensors.write(folder.resolve("1"), some(), Map.of("x", "1", "y", "2"), Kind.F32);
        SafeTensors.write(folder.resolve("2"), some(), Map.of("y", "2", "x", "1"), Kind.F32);
        assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
    }

    @Test
    void aTruncatedFileSaysSoAtAnyLength() throws IOException {
        Path file = folder.resolve("w.safetensors");
        SafeTensors.write(file, some(), Map.of(), Kind.F32);
        byte[] all = Files.readAllBytes(file);
        for (int length = 0; length < all.length; length += length < 16 ? 1 : 13) {
            Files.write(file, Arrays.copyOf(all, length));
            assertThatThrownBy(() -> SafeTensors.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ": not a")
                    .hasMessageContaining("perhaps truncated");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}} | tensor 'a' has dtype F8_E4M3, expected one of F32, BF16, F16, F64, I64, U8, BOOL",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | tensor 'a' has 8 bytes, expected 12 for F32 [3]",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | tensor 'b' begins at byte 2, expected 4: tensors overlap",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | tensor 'a' begins at byte 4, expected 0: tensors leave a gap",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | its tensors take 4 bytes, after the header there are 8; expected none left over",
                "{'a':{'dtype':'F32','shape':[2,-1],'data_offsets':[0,8]}} | tensor 'a' has shape [2, -1], expected whole numbers of at least 0",
                "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | tensor 'a' has shape [4294967296, 4294967296], more than any file holds",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | tensor 'a' has data_offsets [8, 0], expected a begin and an end",
                "{'a':7} | 'a' is 7, expected an object",
                "{'a':{'shape':[2],'shape':[2]}} | 'shape' stands twice in the header",
                "{'a':{'dtype':F32}} | its header has 'F' at byte 14, expected an object, a list, a string or a whole number",
                "{'a':[[[[[[[[[1]]]]]]]]]} | its header has '[' at byte 12, expected at most 8 levels"
            })
    void aBadHeaderIsOneClearLine(String header, String message) throws IOException {
        Path file = bytes(header.replace('\'', '"').getBytes(StandardCharsets.US_ASCII), new byte[8]);
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": not a sound safetensors file: " + message);
    }

    @Test
    void aHugeHeaderIsRefusedBeforeMemoryIsTakenForIt() throws IOException {
        Path file = folder.resolve("huge");
        Files.write(file, HexFormat.of().parseHex("ffffffffffffff7f0000"));
        assertThatThrownBy(() -> SafeTensors.read(file))
                .hasMessage(file + ": not a safetensors file: its header claims 9223372036854775807 bytes, the file has"
                        + " 10; perhaps truncated, or another format");
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThatThrownBy(() -> SafeTensors.read(folder.resolve("no")))
                .hasMessage(folder.resolve("no") + ": no such file; expected weights in a .safetensors file");
        assertThatThrownBy(() -> SafeTensors.read(folder))
                .hasMessage(folder + ": not a file; expected weights in a .safetensors file");
    }

    private Path bytes(byte[] header, byte[] data) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(header.length).put(header).put(data);
        return Files.write(folder.resolve("made.safetensors"), all.array());
    }
}
