package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiTest {
    /** Numbers that a 32-bit float holds exactly, so that nothing is lost in the file. */
    private static final Affine OBLIQUE = Affine.of(0, 0.75, 2, -40.5, -0.375, 0, 0, 62.25, 0, 1, -1.5, 17.125);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz"})
    void writtenVolumeIsReadBackTheSame(String name) throws IOException {
        Volume in = noise(new Geometry(new Size(67, 51, 103), OBLIQUE));
        Volumes.write(in, folder.resolve(name));
        Volume out = Volumes.read(folder.resolve(name));
        assertThat(out.data()).isEqualTo(in.data());
        assertSamePlace(out.geometry(), in.geometry(), 1e-6);
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void writtenLabelsAreReadBackTheSame() throws IOException {
        Geometry geometry = new Geometry(new Size(40, 30, 20), OBLIQUE);
        byte[] data = new byte[geometry.size().length()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i / 7 % 10);
        }
        Path path = folder.resolve("labels.nii.gz");
        Volumes.write(LabelMap.of(geometry, data, LabelSet.CONDYLE), path);
        LabelMap out = Volumes.readLabels(path, LabelSet.CONDYLE);
        assertThat(out.data()).isEqualTo(data);
        assertSamePlace(out.geometry(), geometry, 1e-6);
        assertThat(Volumes.info(path).type()).isEqualTo("uint8");
        assertThat(Volumes.info(path).side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void packedFileIsOneGzipMemberThatAnyoneCanUnpack() throws IOException {
        Volume in = noise(Geometry.of(new Size(128, 128, 40), Vec.of(1)));
        Volumes.write(in, folder.resolve("a.nii"));
        Volumes.write(in, folder.resolve("a.nii.gz"));
        try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(folder.resolve("a.nii.gz")))) {
            assertThat(gzip.readAllBytes()).isEqualTo(Files.readAllBytes(folder.resolve("a.nii")));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void qformAndSformSayTheSame(long seed) throws IOException {
        Geometry geometry = new Geometry(new Size(9, 8, 7), randomRigid(new Random(seed)));
        ByteBuffer b =
                ByteBuffer.wrap(NiftiHeader.bytes(geometry, VoxelType.FLOAT32)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(b.getShort(252)).isEqualTo((short) 1);
        assertSamePlace(parse(b).geometry(), geometry, 1e-5);
        b.putShort(254, (short) 0);
        assertSamePlace(parse(b).geometry(), geometry, 1e-5);
    }

    @Test
    void aShearedGridHasNoQform() throws IOException {
        Affine sheared = Affine.of(1, 0.3, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        ByteBuffer b = ByteBuffer.wrap(NiftiHeader.bytes(new Geometry(new Size(9, 8, 7), sheared), VoxelType.UINT8))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(b.getShort(252)).isZero();
        assertThat(parse(b).geometry().toWorld().at(0, 1)).isCloseTo(0.3, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"2,8", "4,16", "8,32", "16,32", "64,64", "256,8", "512,16", "768,32", "1024,64", "1280,64"})
    void everyTypeIsReadInBothByteOrders(int code, int bits) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer b = file(new Size(2, 2, 2), code, bits, order);
            for (int i = 0; i < 8; i++) {
                put(b, code, 10 + i);
            }
            b.putFloat(112, 2).putFloat(116, -5);
            Path path = save("a.nii", b.array());
            assertThat(Volumes.read(path).data()).containsExactly(15, 17, 19, 21, 23, 25, 27, 29);
        }
    }

    @Test
    void unsignedTypesStayPositive() throws IOException {
        ByteBuffer b = file(new Size(2, 2, 2), 512, 16, ByteOrder.LITTLE_ENDIAN);
        b.putShort(352, (short) 65535);
        assertThat(Volumes.read(save("a.nii", b.array())).at(0, 0, 0)).isEqualTo(65535);
        b = file(new Size(2, 2, 2), 1280, 64, ByteOrder.LITTLE_ENDIAN);
        b.putLong(352, -1);
        assertThat(Volumes.read(save("b.nii", b.array())).at(0, 0, 0)).isEqualTo(0x1p64f);
    }

    @Test
    void lengthsInMetresBecomeMillimetres() throws IOException {
        ByteBuffer b = file(new Size(2, 2, 2), 2, 8, ByteOrder.LITTLE_ENDIAN);
        b.put(123, (byte) 1);
        assertThat(Volumes.read(save("a.nii", b.array())).geometry().spacing().x())
                .isCloseTo(1000, within(1e-9));
    }

    @Test
    void aFileThatIsNoNiftiSaysWhatItsMagicIs() throws IOException {
        Path path = save("case07.nii", new byte[12288]);
        assertThatThrownBy(() -> Volumes.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(path + ": not a NIfTI-1 file: bytes 344–347 are 00 00 00 00, expected \"n+1\"; "
                        + "the file has 12,288 bytes, perhaps truncated");
    }

    @Test
    void truncatedFilesSaySo() throws IOException {
        ByteBuffer b = file(new Size(20, 20, 20), 4, 16, ByteOrder.LITTLE_ENDIAN);
        byte[] noise = new byte[16000];
        new Random(1).nextBytes(noise);
        b.put(noise);
        byte[] whole = b.array();
        Path plain = save("a.nii", Arrays.copyOf(whole, 10352));
        assertThatThrownBy(() -> Volumes.read(plain))
                .hasMessage(
                        plain + ": header claims 16,000 bytes of voxels (20×20×20 int16), the file has 10,352 bytes; "
                                + "truncated or a broken header");
        Path shortInside = save("b.nii.gz", gzip(Arrays.copyOf(whole, 10352)));
        assertThatThrownBy(() -> Volumes.read(shortInside))
                .hasMessage(
                        shortInside
                                + ": truncated: 10,000 bytes of voxels, expected 16,000 bytes (20×20×20 int16); copy or download it again");
        byte[] packed = gzip(whole);
        Path cut = save("c.nii.gz", Arrays.copyOf(packed, packed.length / 2));
        assertThatThrownBy(() -> Volumes.read(cut))
                .hasMessageMatching(".*c.nii.gz: truncated: [78],\\d{3} bytes of voxels, expected 16,000 bytes .*");
        Path start = save("d.nii.gz", Arrays.copyOf(packed, 100));
        assertThatThrownBy(() -> Volumes.read(start)).hasMessageStartingWith(start + ": truncated: ");
        Path empty = save("e.nii.gz", new byte[0]);
        assertThatThrownBy(() -> Volumes.read(empty)).hasMessageContaining("the file has 0 bytes, perhaps truncated");
    }

    @Test
    void aFlippedBitInAPackedFileIsFound() throws IOException {
        byte[] packed =
                gzip(file(new Size(20, 20, 20), 4, 16, ByteOrder.LITTLE_ENDIAN).array());
        packed[packed.length - 6] ^= 1;
        Path path = save("a.nii.gz", packed);
        assertThatThrownBy(() -> Volumes.read(path))
                .hasMessageContaining(": broken or truncated: corrupt gzip trailer");
    }

    @Test
    void aClaimOfTenGigabytesIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] header = Arrays.copyOf(
                NiftiHeader.bytes(Geometry.of(new Size(1700, 1700, 900), Vec.of(1)), VoxelType.FLOAT32), 4000);
        Path plain = save("a.nii", header);
        assertThatThrownBy(() -> Volumes.read(plain))
                .hasMessage(plain + ": header claims 10,404,000,000 bytes of voxels (1700×1700×900 float32), "
                        + "the file has 4,000 bytes; truncated or a broken header");
        assertThatThrownBy(() -> Volumes.info(plain)).hasMessageContaining("the file has 4,000 bytes; truncated");
        Path packed = save("a.nii.gz", gzip(header));
        assertThatThrownBy(() -> Volumes.read(packed)).hasMessageContaining("which gzip cannot hold");
        assertThatThrownBy(() -> Volumes.info(packed)).hasMessageContaining("which gzip cannot hold");
    }

    @Test
    void aGzipThatGoesOnAfterItsVoxelsIsRefused() throws IOException {
        byte[] header = NiftiHeader.bytes(Geometry.of(new Size(10, 10, 10), Vec.of(1)), VoxelType.UINT8);
        Path path = save("bomb.nii.gz", gzip(Arrays.copyOf(header, 10_000_000)));
        assertThatThrownBy(() -> Volumes.read(path))
                .hasMessage(path + ": goes on after the 1,000 bytes of voxels that its header claims (10×10×10 uint8); "
                        + "the header does not fit the file");
    }

    @Test
    void severalVolumesInOneFileAreRefused() throws IOException {
        ByteBuffer b = file(new Size(2, 2, 2), 2, 8, ByteOrder.LITTLE_ENDIAN);
        b.putShort(40, (short) 4).putShort(48, (short) 20);
        Path path = save("a.nii", b.array());
        assertThatThrownBy(() -> Volumes.read(path))
                .hasMessage(path + ": holds several volumes (2×2×2×20), expected one; split it first");
        b.putShort(48, (short) 1);
        assertThat(Volumes.read(save("b.nii", b.array())).size()).isEqualTo(new Size(2, 2, 2));
    }

    @Test
    void colourIsRefused() throws IOException {
        Path path = save(
                "a.nii",
                file(new Size(2, 2, 2), 128, 24, ByteOrder.LITTLE_ENDIAN).array());
        assertThatThrownBy(() -> Volumes.read(path)).hasMessageContaining("NIfTI data type 128");
    }

    private static NiftiHeader parse(ByteBuffer b) throws IOException {
        Path any = Files.createTempFile("condyle", ".nii");
        try {
            return NiftiHeader.parse(any, b.array());
        } finally {
            Files.delete(any);
        }
    }

    private Path save(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** A whole file of zeros with a qform of 1 mm, positioned at its first voxel. */
    private static ByteBuffer file(Size n, int code, int bits, ByteOrder order) {
        ByteBuffer b = ByteBuffer.allocate(352 + n.length() * bits / 8).order(order);
        b.putInt(0, 348).putShort(40, (short) 3).putShort(70, (short) code).putShort(72, (short) bits);
        for (int i = 0; i < 3; i++) {
            b.putShort(42 + 2 * i, (short) n.along(i)).putFloat(80 + 4 * i, 1);
        }
        b.putFloat(76, 1).putFloat(108, 352).putShort(252, (short) 1);
        b.position(344);
        b.put(new byte[] {'n', '+', '1', 0, 0, 0, 0, 0});
        return b;
    }

    private static void put(ByteBuffer b, int code, int v) {
        switch (code) {
            case 2, 256 -> b.put((byte) v);
            case 4, 512 -> b.putShort((short) v);
            case 8, 768 -> b.putInt(v);
            case 16 -> b.putFloat(v);
            case 64 -> b.putDouble(v);
            default -> b.putLong(v);
        }
    }

    static Volume noise(Geometry geometry) {
        Random random = new Random(1);
        float[] data = new float[geometry.size().length()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return Volume.of(geometry, data);
    }

    static Affine randomRigid(Random r) {
        Vec x = new Vec(r.nextGaussian(), r.nextGaussian(), r.nextGaussian()).unit();
        Vec z = x.cross(new Vec(r.nextGaussian(), r.nextGaussian(), r.nextGaussian()))
                .unit();
        Vec y = z.cross(x).times(r.nextBoolean() ? 1 : -1);
        return Affine.of(x.times(0.3), y.times(0.4), z.times(1.5), new Vec(50 * r.nextGaussian(), -80, 33.3));
    }

    static void assertSamePlace(Geometry a, Geometry b, double tolerance) {
        assertThat(a.size()).isEqualTo(b.size());
        for (int c = 0; c < 8; c++) {
            Size n = a.size();
            Vec p = new Vec((c & 1) * (n.x() - 1), (c >> 1 & 1) * (n.y() - 1), (c >> 2) * (n.z() - 1));
            assertThat(a.toWorld().apply(p).minus(b.toWorld().apply(p)).norm()).isLessThan(tolerance);
        }
    }
}
