package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@code torch-files.py}, beside them, made with PyTorch 1.13, and files that nobody should trust. */
class TorchFileTest {
    private static final String EXPECTED =
            "; expected a file of plain tensors, such as torch.save(model.state_dict(), …) writes; nothing of it was executed";

    @TempDir
    Path folder;

    private byte[] resource(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name), resource(name));
    }

    private static SortedMap<String, Tensor> readAll(Path file) throws IOException {
        TorchFile torch = TorchFile.open(file);
        return torch.read(new TreeSet<>(torch.names()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg-tiny.pth", "vgg-tiny-row.pth"})
    void weightsInTorchvisionsLayoutAreRead(String name) throws IOException {
        SortedMap<String, Tensor> read = readAll(file(name));
        assertThat(read).hasSize(30);
        assertThat(read.get("features.0.weight").shape()).containsExactly(1, 3, 3, 3);
        assertThat(read.get("features.28.weight").shape()).containsExactly(8, 8, 3, 3);
        assertThat(read.get("classifier.3.bias").shape()).containsExactly(3);
        read.forEach((tensor, values) -> {
            float[] numbers = values.toFloats();
            for (int i = 0; i < numbers.length; i++) {
                assertThat((double) numbers[i]).isCloseTo(Math.sin(0.7 * i + tensor.length()), within(1e-6));
            }
        });
    }

    @Test
    void viewsKindsAndNestedDictionariesAreRead() throws IOException {
        TorchFile torch = TorchFile.open(file("kinds.pth"));
        assertThat(torch.names()).contains("state_dict.turned", "state_dict.small");
        TreeSet<String> names = new TreeSet<>(torch.names());
        names.remove("state_dict.small");
        SortedMap<String, Tensor> read = torch.read(names);
        Tensor turned = read.get("state_dict.turned");
        assertThat(turned.shape()).containsExactly(6, 4);
        assertThat(Arrays.copyOf(turned.toFloats(), 5)).containsExactly(0, 6, 12, 18, 1);
        assertThat(read.get("state_dict.part").toFloats()).containsExactly(5, 6, 7);
        assertThat(read.get("state_dict.half").kind()).isEqualTo(Kind.F16);
        assertThat(read.get("state_dict.half").toFloats()).containsExactly(1.5f, -2);
        assertThat(read.get("state_dict.brain").toFloats()).containsExactly(1.5f, -2);
        assertThat(read.get("state_dict.double").item()).isEqualTo(0.1);
        assertThat(read.get("state_dict.count").toLongs()).containsExactly(1L << 40);
        assertThat(read.get("state_dict.bytes").toLongs()).containsExactly(0, 255);
        assertThat(read.get("state_dict.yes").toLongs()).containsExactly(1, 0);
        assertThat(read.get("state_dict.none").shape()).containsExactly(0, 4);
        assertThat(read.get("state_dict.learnt").toFloats()).containsExactly(3);
        assertThatThrownBy(() -> torch.read(new TreeSet<>(torch.names())))
                .hasMessage(
                        folder.resolve("kinds.pth") + ": tensor 'state_dict.small': its numbers are torch.IntStorage, "
                                + "expected one of FloatStorage, DoubleStorage, HalfStorage, BFloat16Storage, LongStorage, "
                                + "ByteStorage, BoolStorage");
    }

    /** A zip archive as torch.save writes it, with a pickle of our own. */
    private Path zip(byte[] pickle, int method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("archive/data.pkl");
            CRC32 crc = new CRC32();
            crc.update(pickle);
            entry.setMethod(method);
            entry.setSize(pickle.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(pickle);
        }
        return Files.write(folder.resolve("made.pth"), bytes.toByteArray());
    }

    private Path zip(String pickle) throws IOException {
        return zip(pickle.getBytes(StandardCharsets.ISO_8859_1), ZipEntry.STORED);
    }

    /** What {@code pickle.dumps} makes of an object whose {@code __reduce__} calls os.system, in protocols 2 and 4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080\u0002cposix\nsystem\nX\u0005\u0000\u0000\u0000touch\u0085R.",
                "\u0080\u0004\u0095\u0019\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u008c\u0005posix\u0094\u008c\u0006system"
                        + "\u0094\u0093\u0094\u008c\u0005touch\u0094\u0085\u0094R\u0094.",
                "\u0080\u0002}X\u0001\u0000\u0000\u0000acposix\nsystem\ns."
            })
    void aFileWithCodeIsRefusedByName(String pickle) throws IOException {
        Path file = zip(pickle);
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": holds 'posix.system', which is no plain tensor" + EXPECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "}. | holds no tensors by name; expected a dictionary of them, such as torch.save(model.state_dict(), …) writes",
                "R. | pickle takes more than it put down at byte 3",
                "t. | pickle ends a list that it did not begin at byte 3",
                "}}}s. | pickle has a dictionary with a key that is neither text nor whole number at byte 6",
                "K | pickle ends at byte 3 in the middle of an instruction; perhaps truncated",
                "i. | pickle instruction 0x69 at byte 2 is not one that files of tensors need",
                "h\u0007. | pickle recalls 7, which it did not put down",
                "K\u0001Q. | pickle has a persistent name that is no storage of numbers",
                "K\u0001)R. | pickle applies something that is no name, or to no arguments"
            })
    void aBadPickleIsOneClearLine(String pickle, String message) throws IOException {
        Path file = zip("\u0080\u0002" + pickle);
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": " + message);
    }

    /** ('storage', torch.FloatStorage, '0', 'cpu', count) and a view of it, under the name a. */
    private static String view(int count, int size, int stride) {
        return "\u0080\u0002}X\u0001\u0000\u0000\u0000actorch._utils\n_rebuild_tensor_v2\n"
                + "((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK"
                + (char) count + "tQK\u0000K" + (char) size + "\u0085K" + (char) stride
                + "\u0085\u0089ccollections\nOrderedDict\n)RtRs.";
    }

    @Test
    void aTensorThatItsNumbersDoNotCoverIsRefused() throws IOException {
        String start = ": tensor of shape ";
        for (int[] v : new int[][] {{3, 4, 1}, {3, 2, 3}, {3, 200, 0}}) {
            Path file = zip(view(v[0], v[1], v[2]));
            assertThatThrownBy(() -> TorchFile.open(file))
                    .hasMessage(file + start + "[" + v[1] + "], strides [" + v[2]
                            + "], offset 0 does not lie in its storage of 3 numbers");
        }
        Path sound = zip(view(3, 3, 1));
        assertThatThrownBy(() -> readAll(sound))
                .hasMessage(sound
                        + ": tensor 'a': archive/data/0 is missing; expected 12 for 3 numbers of torch.FloatStorage");
    }

    private static String text(String letters) {
        int n = letters.length();
        return "X" + (char) (n & 0xff) + (char) (n >> 8 & 0xff) + (char) (n >> 16 & 0xff) + (char) (n >> 24) + letters;
    }

    /** A megabyte in front of the names of many tensors would be gigabytes of names. */
    @Test
    void longNamesAreRefusedBeforeTheyFillMemory() throws IOException {
        String inner = view(3, 3, 1).substring(2).replace("s.", "s");
        Path file = zip("\u0080\u0002}" + text("n".repeat(1 << 20)) + inner + "s.");
        assertThatThrownBy(() -> TorchFile.open(file))
                .hasMessage(
                        file + ": holds a name of 1048576 letters; expected at most 1000, as files of plain tensors "
                                + "have them");
    }

    @Test
    void aListOfPairsBecomesADictionaryOnce() {
        List<Object> pairs = new ArrayList<>(List.of(new Pickled.Tuple(List.of("a", 1L))));
        Pickled.Global dictionary = new Pickled.Global("collections", "OrderedDict");
        Pickled.Tuple arguments = new Pickled.Tuple(List.of(pairs));
        assertThat(TorchGlobals.apply(dictionary, arguments)).isEqualTo(Map.of("a", 1L));
        assertThat(TorchGlobals.apply(dictionary, arguments)).isEqualTo(Map.of());
    }

    @Test
    void compressedAndOtherFilesAreNamed() throws IOException {
        Path compressed = zip(view(3, 3, 1).getBytes(StandardCharsets.ISO_8859_1), ZipEntry.DEFLATED);
        assertThatThrownBy(() -> TorchFile.open(compressed))
                .hasMessage(compressed + ": archive/data.pkl is compressed; expected it stored, as torch.save does");
        Path text = Files.writeString(folder.resolve("text.pth"), "hello");
        assertThatThrownBy(() -> TorchFile.open(text))
                .hasMessage(
                        text + ": is no file of PyTorch: it begins neither as a zip archive nor as a pickle; expected "
                                + "what torch.save writes, or a .safetensors file under that name");
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        Path old = Files.write(folder.resolve("old.pth"), tar);
        assertThatThrownBy(() -> TorchFile.open(old))
                .hasMessageStartingWith(old + ": is a tar archive as PyTorch wrote before 0.1.10, which is not read;");
        Path pickle =
                Files.writeString(folder.resolve("p.pth"), "\u0080\u0002K\u0001.K\u0001.", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> TorchFile.open(pickle))
                .hasMessage(pickle + ": is a pickle, but not one of PyTorch: its magic number is wrong; expected what "
                        + "torch.save writes");
        assertThatThrownBy(() -> TorchFile.open(folder.resolve("no")))
                .hasMessage(folder.resolve("no") + ": no such file; expected weights in a .pth file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg-tiny.pth", "vgg-tiny-row.pth", "kinds.pth"})
    void aTruncatedFileSaysSo(String name) throws IOException {
        byte[] whole = resource(name);
        for (int length = 0; length < whole.length; length += 97) {
            Path file = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    /** Whatever bytes change, reading ends with tensors or with one line that names the file. */
    @ParameterizedTest
    @ValueSource(strings = {"vgg-tiny.pth", "vgg-tiny-row.pth", "kinds.pth"})
    void changedBytesGiveTensorsOrOneLine(String name) throws IOException {
        byte[] whole = resource(name);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        Path file = folder.resolve("changed.pth");
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(1, 5); change > 0; change--) {
                // Most where the pickle lies, at the beginning.
                int at = random.nextInt(random.nextInt(3) == 0 ? bytes.length : Math.min(bytes.length, 4000));
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
            }
            Files.write(file, bytes);
            try (Scope scope = new Scope()) {
                TorchFile torch = TorchFile.open(file);
                torch.read(new TreeSet<>(torch.names().stream().limit(4).toList()));
            } catch (IOException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file + ": ");
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
        assertThat(refused).isBetween(50, 490);
    }
}
