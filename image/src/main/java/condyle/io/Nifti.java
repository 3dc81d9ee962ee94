package condyle.io;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * NIfTI-1 in one file, plain or gzip: {@code .nii}, {@code .nii.gz}.
 *
 * <p>Reads every integer and float type in both byte orders, scaled by slope and intercept; several volumes in one file
 * are refused. Writes float32 volumes and uint8 label maps, with sform and qform. Both hold 32-bit floats, so a place
 * 100 mm from the origin is kept to 4 nm.
 */
final class Nifti implements Format {
    @Override
    public String name() {
        return "NIfTI-1";
    }

    @Override
    public List<String> endings() {
        return List.of(".nii.gz", ".nii");
    }

    @Override
    public boolean startsLike(byte[] head) {
        return head.length >= NiftiHeader.BYTES && new String(head, 344, 3, StandardCharsets.ISO_8859_1).equals("n+1");
    }

    @Override
    public ScanInfo info(Path path) throws IOException {
        NiftiHeader header = header(path);
        return ScanInfo.of(name(), header.geometry(), header.layout().type());
    }

    /** The header of a file that can hold what it claims. */
    private static NiftiHeader header(Path path) throws IOException {
        NiftiHeader header = NiftiHeader.parse(path, VoxelFile.head(path, NiftiHeader.BYTES));
        try (InputStream in = VoxelFile.open(path)) {
            if (VoxelFile.isGzip(in)) {
                VoxelFile.requireHeldPacked(path, header.layout());
            } else {
                VoxelFile.requireHeld(path, header.layout(), header.offset());
            }
        }
        return header;
    }

    @Override
    public Volume read(Path path) throws IOException {
        NiftiHeader header = header(path);
        VoxelFile.requireMemory(path, header.layout());
        try (InputStream in = VoxelFile.openUnpacked(path)) {
            VoxelFile.skip(path, in, header.offset());
            float[] voxels = VoxelFile.decode(path, in, header.layout());
            return Volume.of(header.geometry(), VoxelFile.scale(voxels, header.slope(), header.intercept()));
        }
    }

    /** Writes float32 voxels, packed where the name ends in {@code .gz}. */
    static void write(Volume volume, Path path) throws IOException {
        float[] data = volume.data();
        write(path, new Voxels(volume.geometry(), VoxelType.FLOAT32, (from, into) -> {
            ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(data, from, into.length / 4);
        }));
    }

    /** Writes uint8 labels, packed where the name ends in {@code .gz}. */
    static void write(LabelMap labels, Path path) throws IOException {
        byte[] data = labels.data();
        write(path, new Voxels(labels.geometry(), VoxelType.UINT8, (from, into) -> {
            System.arraycopy(data, from, into, 0, into.length);
        }));
    }

    private interface Encoder {
        /** Encodes as many voxels as fill the array, from voxel {@code from} on. */
        void encode(int from, byte[] into);
    }

    private record Voxels(Geometry geometry, VoxelType type, Encoder encoder) implements Gzip.Source {
        @Override
        public long length() {
            return geometry.size().voxels() * type.bytes();
        }

        @Override
        public void fill(long from, byte[] into) {
            encoder.encode(Math.toIntExact(from / type.bytes()), into);
        }
    }

    private static void write(Path path, Voxels voxels) throws IOException {
        byte[] header = NiftiHeader.bytes(voxels.geometry(), voxels.type());
        boolean packed = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        WholeFile.write(path, out -> {
            if (packed) {
                Gzip.write(header, voxels, out);
            } else {
                writePlain(header, voxels, out);
            }
        });
    }

    private static void writePlain(byte[] header, Voxels voxels, OutputStream out) throws IOException {
        out.write(header);
        long length = voxels.length();
        for (long from = 0; from < length; from += Gzip.BLOCK) {
            byte[] block = new byte[(int) Math.min(Gzip.BLOCK, length - from)];
            voxels.fill(from, block);
            out.write(block);
        }
    }
}
