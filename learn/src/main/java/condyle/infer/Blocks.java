package condyle.infer;

import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Blocks of a label map's voxels, with the points of another grid that lie in them: those of one mind need not be asked about again.
 *
 * <p>Most of a knee's blocks are of one mind. The other grid runs along the same axes, at any spacing.
 */
public final class Blocks {
    /** Voxels along the side of a block. */
    private static final int SIDE = 8;

    private final LabelMap own;
    private final LabelMap labels;
    private final double[][] axes = new double[3][];

    private Blocks(LabelMap own, Geometry grid) {
        this.own = own;
        this.labels = LabelMap.of(grid, new byte[grid.size().length()], own.labels());
        Affine map = own.geometry().toVoxel().after(grid.toWorld());
        for (int a = 0; a < 3; a++) {
            axes[a] = new double[grid.size().along(a)];
            for (int i = 0; i < axes[a].length; i++) {
                axes[a][i] = map.at(a, a) * i + map.at(a, 3);
            }
            for (int b = 0; b < 3; b++) {
                if (a == b ? map.at(a, a) <= 0 : Math.abs(map.at(a, b)) * axes[a].length > 0.01) {
                    throw new IllegalArgumentException("points: grid " + grid
                            + " does not run along the axes of the network's grid; turn it first");
                }
            }
        }
    }

    /**
     * Lays a label map's blocks over a grid.
     *
     * @throws IllegalArgumentException if its axes run otherwise than the map's
     */
    public static Blocks of(LabelMap own, Geometry grid) {
        return new Blocks(own, grid);
    }

    /**
     * A block whose voxels, or those next to it, differ.
     *
     * @param voxels of the label map
     * @param points of the other grid
     */
    public record Block(Box voxels, Box points) {}

    /** Labels on the other grid; background where nothing is known yet. */
    public LabelMap labels() {
        return labels;
    }

    /** Gives the points of all blocks of one mind their label, and the others back, in order. */
    public List<Block> unclear() {
        List<Block> unclear = new ArrayList<>();
        Size n = own.size();
        for (int z = 0; z < n.z(); z += SIDE) {
            for (int y = 0; y < n.y(); y += SIDE) {
                for (int x = 0; x < n.x(); x += SIDE) {
                    Box voxels = new Box(
                            x, y, z, Math.min(n.x(), x + SIDE), Math.min(n.y(), y + SIDE), Math.min(n.z(), z + SIDE));
                    Box points = points(voxels);
                    int label = points == null ? 0 : agreed(voxels.grow(1, n));
                    if (label > 0) {
                        fill(points, (byte) label);
                    } else if (label < 0) {
                        unclear.add(new Block(voxels, points));
                    }
                }
            }
        }
        return unclear;
    }

    /** Places of a block's points along an axis, in voxels of the label map, from a voxel on. */
    double[] places(Box points, int axis, int origin) {
        int from = axis == 0 ? points.x0() : axis == 1 ? points.y0() : points.z0();
        double[] out = Arrays.copyOfRange(axes[axis], from, from + points.size().along(axis));
        for (int i = 0; i < out.length; i++) {
            out[i] -= origin;
        }
        return out;
    }

    /** Writes the labels of a block's points. */
    public void write(LabelMap part, Box points) {
        Size n = part.size();
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                System.arraycopy(
                        part.data(),
                        n.index(0, y, z),
                        labels.data(),
                        labels.size().index(points.x0(), points.y0() + y, points.z0() + z),
                        n.x());
            }
        }
    }

    /** The label that all voxels of a box have, or −1. */
    private int agreed(Box box) {
        Size n = own.size();
        byte first = own.data()[n.index(box.x0(), box.y0(), box.z0())];
        for (int z = box.z0(); z < box.z1(); z++) {
            for (int y = box.y0(); y < box.y1(); y++) {
                int row = n.index(0, y, z);
                for (int x = box.x0(); x < box.x1(); x++) {
                    if (own.data()[row + x] != first) {
                        return -1;
                    }
                }
            }
        }
        return first & 0xff;
    }

    /** The points that lie in a block's voxels, or null where there are none. */
    private Box points(Box voxels) {
        Size n = own.size();
        int x0 = from(0, voxels.x0(), n);
        int y0 = from(1, voxels.y0(), n);
        int z0 = from(2, voxels.z0(), n);
        int x1 = from(0, voxels.x1(), n);
        int y1 = from(1, voxels.y1(), n);
        int z1 = from(2, voxels.z1(), n);
        return x1 > x0 && y1 > y0 && z1 > z0 ? new Box(x0, y0, z0, x1, y1, z1) : null;
    }

    /** The first point at or beyond the low face of a voxel; what lies on the far face of the last voxel belongs to it. */
    private int from(int axis, int voxel, Size n) {
        double place = voxel - 0.5 + (voxel == n.along(axis) ? 1e-3 : -1e-6);
        int at = Arrays.binarySearch(axes[axis], place);
        return at < 0 ? -at - 1 : at;
    }

    private void fill(Box points, byte label) {
        for (int z = points.z0(); z < points.z1(); z++) {
            for (int y = points.y0(); y < points.y1(); y++) {
                int row = labels.size().index(0, y, z);
                Arrays.fill(labels.data(), row + points.x0(), row + points.x1(), label);
            }
        }
    }
}
