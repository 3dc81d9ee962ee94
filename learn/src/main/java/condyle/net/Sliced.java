package condyle.net;

import condyle.image.Size;
import condyle.nn.Layer;
import condyle.nn.Shell;
import condyle.tensor.Tensor;

/**
 * A 2-D network that looks at one slice of a volume: patches have one voxel along the axis across.
 *
 * <p>Its names and weights are those of the network inside.
 */
public final class Sliced implements Network, Shell {
    private final Network flat;
    /** Axis across the slice: 0 for x, 1 for y, 2 for z. */
    private final int across;

    private Sliced(Network flat, int across) {
        this.flat = flat;
        this.across = across;
    }

    /**
     * The network for patches of a size: itself in 3-D, in 2-D for slices across the axis with one voxel.
     *
     * @throws IllegalArgumentException if a 2-D network would get a block
     */
    public static Network of(Network network, Size patch) {
        if (network.dimensions() == 3) {
            return network;
        }
        int across = patch.across();
        if (across < 0) {
            throw new IllegalArgumentException("a 2-D network takes slices, not a block of " + patch
                    + "; expected 1 along the axis across, such as " + new Size(1, patch.y(), patch.z())
                    + " for sagittal, " + new Size(patch.x(), 1, patch.z()) + " for coronal, "
                    + new Size(patch.x(), patch.y(), 1) + " for axial slices; or a 3-D network");
        }
        return new Sliced(network, across);
    }

    private Size plane(Size patch) {
        return switch (across) {
            case 0 -> new Size(patch.y(), patch.z(), 1);
            case 1 -> new Size(patch.x(), patch.z(), 1);
            default -> new Size(patch.x(), patch.y(), 1);
        };
    }

    @Override
    public int dimensions() {
        return 3;
    }

    @Override
    public int divisor() {
        return flat.divisor();
    }

    @Override
    public void requirePatch(Size patch) {
        if (patch.along(across) != 1) {
            throw new IllegalArgumentException("patch " + patch + " has " + patch.along(across) + " voxels along "
                    + "xyz".charAt(across) + ", the axis across the slices of this 2-D network; expected 1");
        }
        flat.requirePatch(plane(patch));
    }

    @Override
    public Size fit(Size least) {
        Size plane = flat.fit(plane(least));
        return switch (across) {
            case 0 -> new Size(1, plane.x(), plane.y());
            case 1 -> new Size(plane.x(), 1, plane.y());
            default -> new Size(plane.x(), plane.y(), 1);
        };
    }

    @Override
    public Tensor forward(Tensor x) {
        return flat.forward(slice(x)).unsqueeze(4 - across);
    }

    @Override
    public Tensor forward(Tensor x, Tensor places) {
        return flat.forward(slice(x), places).unsqueeze(4 - across);
    }

    @Override
    public Tensor heads(Tensor x, Tensor places) {
        return flat.heads(slice(x), places).unsqueeze(4 - across);
    }

    /** Without the axis across, which has one voxel. */
    private Tensor slice(Tensor x) {
        int axis = 4 - across;
        int[] kept = new int[4];
        for (int k = 0, i = 0; k < 5; k++) {
            if (k != axis) {
                kept[i++] = k;
            }
        }
        long[] shape = new long[4];
        for (int k = 0; k < 4; k++) {
            shape[k] = x.size(kept[k]);
        }
        return x.reshape(shape);
    }

    @Override
    public Layer body() {
        return flat;
    }

    @Override
    public String paper() {
        return flat.paper();
    }

    @Override
    public int grain() {
        return flat.grain();
    }
}
