package condyle.io;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The 348 bytes at the start of a NIfTI-1 file.
 *
 * <p>Place in the world: sform where its code is above 0 and its axes span space, else qform, else (neither) the grid's
 * middle at the origin with x running to the left, as nibabel has it. Lengths in m or µm become mm. See
 * https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h.
 */
record NiftiHeader(Geometry geometry, VoxelFile.Layout layout, double slope, double intercept, long offset) {
    static final int BYTES = 348;

    static final Map<Integer, VoxelType> TYPES = Map.of(
            2, VoxelType.UINT8,
            4, VoxelType.INT16,
            8, VoxelType.INT32,
            16, VoxelType.FLOAT32,
            64, VoxelType.FLOAT64,
            256, VoxelType.INT8,
            512, VoxelType.UINT16,
            768, VoxelType.UINT32,
            1024, VoxelType.INT64,
            1280, VoxelType.UINT64);

    private static final int DIM = 40;
    private static final int DATATYPE = 70;
    private static final int PIXDIM = 76;
    private static final int QFORM_CODE = 252;
    private static final int SFORM_CODE = 254;
    private static final int QUATERN = 256;
    private static final int SROW = 280;
    private static final int MAGIC = 344;
    private static final int INTENT_LABEL = 1002;
    /** No extension between header and voxels is longer. */
    private static final double LATEST_START = 1 << 26;

    /** Voxels start here in what this class writes: header and four bytes that say "no extension". */
    static final int DATA_START = 352;

    /** Parses a header; {@code path} is for messages and the file's size. */
    static NiftiHeader parse(Path path, byte[] bytes) throws IOException {
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        requireMagic(path, bytes);
        if (b.getInt(0) != BYTES) {
            b.order(ByteOrder.BIG_ENDIAN);
        }
        if (b.getInt(0) != BYTES) {
            throw new IOException(path + ": not a NIfTI-1 file: its first number is " + b.getInt(0) + ", expected 348");
        }
        int code = b.getShort(DATATYPE);
        VoxelType type = TYPES.get(code);
        if (type == null) {
            throw new IOException(path + ": NIfTI data type " + code + " (colour, complex or float128) is not read; "
                    + "expected one real number a voxel");
        }
        Size size = size(path, b);
        double offset = b.getFloat(108);
        if (!(offset < LATEST_START)) {
            throw new IOException(path + ": header puts the voxels at byte " + offset + ", expected about 352");
        }
        double slope = b.getFloat(112);
        double intercept = b.getFloat(116);
        boolean scaled = slope != 0 && Double.isFinite(slope) && Double.isFinite(intercept);
        return new NiftiHeader(
                new Geometry(size, affine(path, b, size)),
                new VoxelFile.Layout(size, type, b.order()),
                scaled ? slope : 1,
                scaled ? intercept : 0,
                Math.max(DATA_START, (long) offset));
    }

    private static void requireMagic(Path path, byte[] bytes) throws IOException {
        String size = VoxelFile.bytes(Files.size(path));
        if (bytes.length < BYTES) {
            if (bytes.length >= 8 && new String(bytes, 4, 3, StandardCharsets.ISO_8859_1).equals("n+2")) {
                throw new IOException(path + ": truncated NIfTI-2 header; the file has " + size);
            }
            throw new IOException(path + ": not a NIfTI-1 file: " + VoxelFile.bytes(bytes.length)
                    + " unpacked, expected a header of 348; the file has " + size + ", perhaps truncated");
        }
        String magic = new String(bytes, MAGIC, 4, StandardCharsets.ISO_8859_1);
        if (magic.equals("n+1\0")) {
            return;
        }
        if (magic.equals("ni1\0")) {
            throw new IOException(path + ": a NIfTI-1 pair of .hdr and .img is not read; expected one .nii file");
        }
        if (new String(bytes, 4, 3, StandardCharsets.ISO_8859_1).equals("n+2")) {
            throw new IOException(path + ": a NIfTI-2 file is not read; expected NIfTI-1; save it as NIfTI-1");
        }
        String found = IntStream.range(MAGIC, BYTES)
                .mapToObj(i -> String.format("%02x", bytes[i]))
                .collect(Collectors.joining(" "));
        throw new IOException(path + ": not a NIfTI-1 file: bytes 344–347 are " + found + ", expected \"n+1\"; "
                + "the file has " + size + ", perhaps truncated");
    }

    private static Size size(Path path, ByteBuffer b) throws IOException {
        int axes = b.getShort(DIM);
        if (axes < 1 || axes > 7) {
            throw new IOException(path + ": header claims " + axes + " axes, expected 3");
        }
        int[] n =
                IntStream.rangeClosed(1, axes).map(i -> b.getShort(DIM + 2 * i)).toArray();
        String shape = Arrays.stream(n).mapToObj(Integer::toString).collect(Collectors.joining("×"));
        if (Arrays.stream(n).anyMatch(v -> v < 1)) {
            throw new IOException(
                    path + ": header claims a grid of " + shape + ", expected at least 1 along each axis");
        }
        if (Arrays.stream(n).skip(3).anyMatch(v -> v > 1)) {
            throw new IOException(path + ": holds several volumes (" + shape + "), expected one; split it first");
        }
        return new Size(n[0], axes > 1 ? n[1] : 1, axes > 2 ? n[2] : 1);
    }

    private static Affine affine(Path path, ByteBuffer b, Size size) throws IOException {
        double mm = switch (b.get(123) & 7) {
            case 1 -> 1000;
            case 3 -> 0.001;
            default -> 1;
        };
        double[] rows = new double[12];
        if (b.getShort(SFORM_CODE) > 0) {
            for (int i = 0; i < 12; i++) {
                rows[i] = b.getFloat(SROW + 4 * i) * mm;
            }
            if (isInvertible(rows)) {
                return Affine.of(rows);
            }
        }
        Vec spacing = new Vec(
                Math.abs(b.getFloat(PIXDIM + 4)) * mm,
                Math.abs(b.getFloat(PIXDIM + 8)) * mm,
                Math.abs(b.getFloat(PIXDIM + 12)) * mm);
        if (b.getShort(QFORM_CODE) > 0) {
            rows = NiftiQuaternion.of(b, QUATERN).rows(spacing, b.getFloat(PIXDIM) < 0 ? -1 : 1, mm);
        } else {
            rows = new double[] {
                -spacing.x(),
                0,
                0,
                spacing.x() * (size.x() - 1) / 2,
                0,
                spacing.y(),
                0,
                -spacing.y() * (size.y() - 1) / 2,
                0,
                0,
                spacing.z(),
                -spacing.z() * (size.z() - 1) / 2
            };
        }
        if (!isInvertible(rows)) {
            throw new IOException(path + ": header has no usable place in space: sform code " + b.getShort(SFORM_CODE)
                    + ", qform code " + b.getShort(QFORM_CODE) + ", spacing " + spacing.x() + "×" + spacing.y() + "×"
                    + spacing.z() + " mm; expected three axes of some length");
        }
        return Affine.of(rows);
    }

    private static boolean isInvertible(double[] rows) {
        try {
            Affine.of(rows).inverse();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Header, and the four bytes after it, of a file with this grid; little endian. */
    static byte[] bytes(Geometry geometry, VoxelType type) throws IOException {
        Size n = geometry.size();
        if (Math.max(n.x(), Math.max(n.y(), n.z())) > Short.MAX_VALUE) {
            throw new IOException("grid " + n + " does not fit NIfTI-1, at most 32,767 along each axis");
        }
        ByteBuffer b = ByteBuffer.allocate(DATA_START).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, BYTES);
        b.putShort(DIM, (short) 3);
        for (int i = 0; i < 3; i++) {
            b.putShort(DIM + 2 * (i + 1), (short) n.along(i));
            b.putFloat(PIXDIM + 4 * (i + 1), (float) geometry.spacing().along(i));
        }
        for (int i = 4; i < 8; i++) {
            b.putShort(DIM + 2 * i, (short) 1);
            b.putFloat(PIXDIM + 4 * i, 1);
        }
        int code = TYPES.entrySet().stream()
                .filter(e -> e.getValue() == type)
                .findFirst()
                .orElseThrow()
                .getKey();
        b.putShort(68, (short) (type == VoxelType.UINT8 ? INTENT_LABEL : 0));
        b.putShort(DATATYPE, (short) code);
        b.putShort(DATATYPE + 2, (short) (8 * type.bytes()));
        b.putFloat(108, DATA_START);
        b.putFloat(112, 1);
        b.put(123, (byte) 2);
        b.put(MAGIC, "n+1".getBytes(StandardCharsets.ISO_8859_1));
        putPlace(b, geometry);
        return b.array();
    }

    private static void putPlace(ByteBuffer b, Geometry geometry) {
        double[] rows = geometry.toWorld().rows();
        b.putShort(SFORM_CODE, (short) 1);
        for (int i = 0; i < 12; i++) {
            b.putFloat(SROW + 4 * i, (float) rows[i]);
        }
        int qfac = geometry.toWorld().determinant() < 0 ? -1 : 1;
        b.putFloat(PIXDIM, qfac);
        NiftiQuaternion q = NiftiQuaternion.of(geometry.toWorld());
        q.put(b, QUATERN);
        // A sheared grid has no quaternion: then sform alone says where it lies.
        Affine back = Affine.of(NiftiQuaternion.of(b, QUATERN).rows(geometry.spacing(), qfac, 1));
        boolean exact = new Geometry(geometry.size(), back).sameGrid(geometry);
        b.putShort(QFORM_CODE, (short) (exact ? 1 : 0));
    }
}
