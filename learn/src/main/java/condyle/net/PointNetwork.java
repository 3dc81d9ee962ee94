package condyle.net;

import condyle.tensor.Gather;
import condyle.tensor.Tensor;

/**
 * A network that names any point of its image, between voxels too, and says how far it is from each class.
 *
 * <p>A logit is minus the signed distance to the class, negative inside, in units of {@link #MM}: so the class with the
 * largest logit is the one that the point lies deepest in, and one head gives classes and distances.
 */
public interface PointNetwork extends Network {
    /** Millimetres of signed distance in one logit: half of them inside a boundary, a point is 73 % sure. */
    double MM = 0.25;

    /**
     * What is made of images once, to be asked for many points.
     *
     * @param coarse features on a grid half as fine, (N, width, Z/2, Y/2, X/2)
     * @param detail features of each voxel, (N, width, Z, Y, X)
     * @param places where in the knee the images lie, (N, 3)
     */
    record Maps(Tensor coarse, Tensor detail, Tensor places) {}

    /** Features of images (N, C, Z, Y, X), told where in the knee they lie. */
    Maps maps(Tensor images, Tensor places);

    /** Logits at points, counted in the images' voxels: (N, classes, 1, 1, P). */
    Tensor at(Maps maps, Gather.Points points);

    /** Logits at the points of a lattice, counted in the images' voxels: (N, classes, z's, y's, x's). */
    Tensor at(Maps maps, Gather.Lattice points);
}
