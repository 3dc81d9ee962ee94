package condyle.io;

import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * HDF5 as the IWOAI 2019 challenge has it: one dataset {@code data} of (row, column, slice) in an {@code .im} file, of
 * (row, column, slice, mask) in a {@code .seg} file (doi:10.1148/ryai.2021200078).
 *
 * <p>A volume's x is the slice, y the column, z the row, so that the voxels stay in their order. Masks become labels: 1 for the first,
 * 2 for the second, as {@link condyle.image.LabelSet#IWOAI} counts them; where masks overlap the first one wins.
 *
 * <p>Spacing and orientation are not in these files. Assumed is the double-echo steady state of the Osteoarthritis
 * Initiative: sagittal slices 0.7 mm apart running to the right, rows downwards, columns backwards, 140 mm of 384 pixels.
 */
final class Hdf5 implements Format {
    static final String DATASET = "data";

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final double SLICES = 0.7;
    private static final double PIXELS = 140.0 / 384;
    private static final int MOST_MASKS = 255;

    @Override
    public String name() {
        return "HDF5";
    }

    @Override
    public List<String> endings() {
        return List.of(".hdf5", ".seg", ".im", ".h5");
    }

    @Override
    public boolean startsLike(byte[] head) {
        return head.length >= SIGNATURE.length
                && Arrays.equals(head, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    @Override
    public ScanInfo info(Path path) throws IOException {
        return open(path, data -> {
            Geometry grid = grid(path, data);
            String masks = data.getDimensions().length == 4 ? data.getDimensions()[3] + " masks of " : "";
            return new ScanInfo(
                    name(),
                    grid,
                    masks + data.getJavaType().getSimpleName() + "s of "
                            + data.getDataType().getSize() + " bytes",
                    Side.UNKNOWN,
                    Optional.empty(),
                    1,
                    Optional.of("spacing and orientation are assumed: the file does not say"));
        });
    }

    @Override
    public Volume read(Path path) throws IOException {
        return open(path, data -> {
            Geometry grid = grid(path, data);
            VoxelFile.requireMemory(path + ": its dataset '" + DATASET + "'", grid.size());
            float[] voxels = new float[grid.size().length()];
            int[] n = data.getDimensions();
            int masks = n.length == 4 ? n[3] : 0;
            int slab = data instanceof ChunkedDataset c ? Math.max(1, c.getChunkDimensions()[0]) : 16;
            for (int row = 0; row < n[0]; row += slab) {
                long[] from = new long[n.length];
                from[0] = row;
                int[] size = n.clone();
                size[0] = Math.min(slab, n[0] - row);
                Object part = data.getData(from, size);
                new Filler(voxels, row * n[1] * n[2], masks).take(part, 0);
            }
            return Volume.of(grid, voxels);
        });
    }

    private interface Use<T> {
        T of(Dataset data) throws IOException;
    }

    private static <T> T open(Path path, Use<T> use) throws IOException {
        requireWhole(path);
        try (HdfFile file = new HdfFile(path)) {
            Node node = file.getChild(DATASET);
            if (!(node instanceof Dataset data)) {
                throw new IOException(path + ": HDF5 without a dataset '" + DATASET + "'; it has "
                        + String.join(", ", file.getChildren().keySet())
                        + "; expected one dataset 'data', as files of the IWOAI 2019 challenge have it");
            }
            return use.of(data);
        } catch (HdfException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ClassCastException
                | BufferUnderflowException
                | UnsupportedOperationException
                | NegativeArraySizeException e) {
            throw new IOException(path + ": not a readable HDF5 file, perhaps truncated: " + reason(e), e);
        }
    }

    /** Compares the end that the file's first block claims with its size: what is cut off may be voxels that read as 0. */
    private static void requireWhole(Path path) throws IOException {
        byte[] head = VoxelFile.head(path, 48);
        if (head.length < 48) {
            throw new IOException(
                    path + ": not a readable HDF5 file, perhaps truncated: it has " + head.length + " bytes");
        }
        int version = head[8];
        boolean wide = version >= 2 ? head[9] == 8 : head[13] == 8;
        if (wide) {
            long end = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(version >= 2 ? 28 : 40);
            long size = Files.size(path);
            if (end > size) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%s: not a readable HDF5 file, perhaps truncated: it claims %,d bytes and has %,d",
                        path,
                        end,
                        size));
            }
        }
    }

    private static String reason(RuntimeException e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Geometry grid(Path path, Dataset data) throws IOException {
        int[] n = data.getDimensions();
        boolean numbers = data.getJavaType().isPrimitive() && data.getJavaType() != char.class;
        boolean masks = n.length == 4 && n[3] >= 1 && n[3] <= MOST_MASKS;
        if (!numbers || n.length != 3 && !masks || Arrays.stream(n).anyMatch(k -> k < 1)) {
            throw new IOException(path + ": dataset '" + DATASET + "' has shape " + Arrays.toString(n) + " of "
                    + data.getJavaType().getSimpleName()
                    + "; expected numbers of shape (row, column, slice), or (row, column, slice, mask)");
        }
        return Assumed.grid(new Size(n[2], n[1], n[0]), new Vec(SLICES, PIXELS, PIXELS), Orientation.of("RPI"));
    }

    /** Copies nested arrays, the last axis fastest, into one; of masks it keeps the number of the first that is not 0. */
    private static final class Filler {
        private final float[] to;
        private final int masks;
        private int at;

        Filler(float[] to, int at, int masks) {
            this.to = to;
            this.at = at;
            this.masks = masks;
        }

        void take(Object part, int depth) {
            if (depth < (masks > 0 ? 3 : 2)) {
                for (Object inner : (Object[]) part) {
                    take(inner, depth + 1);
                }
            } else if (masks > 0) {
                int mask = 0;
                while (mask < masks && Array.getDouble(part, mask) == 0) {
                    mask++;
                }
                to[at++] = mask == masks ? 0 : mask + 1;
            } else {
                row(part);
            }
        }

        private void row(Object part) {
            if (part instanceof float[] f) {
                System.arraycopy(f, 0, to, at, f.length);
                at += f.length;
                return;
            }
            int length = Array.getLength(part);
            for (int i = 0; i < length; i++) {
                to[at++] = (float) Array.getDouble(part, i);
            }
        }
    }
}
