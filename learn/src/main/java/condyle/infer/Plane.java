package condyle.infer;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A direction that a knee is cut across into slices.
 *
 * <p>Beside sagittal, coronal and axial there are six oblique ones, the axes of an icosahedron: any two of them 63.4°
 * apart, as far as six directions can be, none along a side of the scan. MultiPlanarUNet (Perslev et al., 2019,
 * arXiv:1911.01764) draws its six at random, at least 60° apart.
 *
 * @param normal unit vector across the slices: to the patient's right, the front, upwards, along the scan's own axes that lie
 *     closest to these directions
 */
public record Plane(String name, Vec normal) {
    public static final Plane SAGITTAL = new Plane("sagittal", new Vec(1, 0, 0));
    public static final Plane CORONAL = new Plane("coronal", new Vec(0, 1, 0));
    public static final Plane AXIAL = new Plane("axial", new Vec(0, 0, 1));

    /** The three planes of anatomy. */
    public static final List<Plane> THREE = List.of(SAGITTAL, CORONAL, AXIAL);

    /** The six oblique views, {@code oblique-1} to {@code oblique-6}. */
    public static final List<Plane> SIX = six();

    /** Rounding of a share of a voxel is no reason for one slice more. */
    private static final double ROUNDING = 1e-6;

    private static List<Plane> six() {
        double g = (1 + Math.sqrt(5)) / 2;
        List<Vec> axes = List.of(
                new Vec(g, 0, 1),
                new Vec(g, 0, -1),
                new Vec(1, g, 0),
                new Vec(-1, g, 0),
                new Vec(0, 1, g),
                new Vec(0, -1, g));
        List<Plane> six = new ArrayList<>();
        axes.forEach(a -> six.add(new Plane("oblique-" + (six.size() + 1), a.unit())));
        return List.copyOf(six);
    }

    /**
     * The plane or planes of a name: one of the nine, {@code three}, or {@code six}.
     *
     * @throws IllegalArgumentException listing the known names
     */
    public static List<Plane> of(String name) {
        if (name.equals("three")) {
            return THREE;
        }
        if (name.equals("six")) {
            return SIX;
        }
        return Stream.concat(THREE.stream(), SIX.stream())
                .filter(p -> p.name.equals(name))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new IllegalArgumentException("plane '" + name + "' is not known; expected "
                        + THREE.stream().map(Plane::name).collect(Collectors.joining(", "))
                        + ", oblique-1 to oblique-6, three, or six"));
    }

    /** The plane of slices that are one voxel thick: across the axis of a window with one voxel, in a grid's directions. */
    public static Optional<Plane> of(Size window, Orientation axes) {
        int across = window.across();
        return across < 0
                ? Optional.empty()
                : THREE.stream()
                        .filter(p -> axes.voxelAxis(THREE.indexOf(p)) == across)
                        .findFirst();
    }

    /**
     * The grid of this plane's slices that covers a frame, about the same middle.
     *
     * @param across axis of the grid that runs along the normal; the others lie in the slices, the last one as far upwards as
     *     they allow
     * @param spacing of the grid along its axes, mm
     */
    public Geometry grid(Geometry frame, int across, Vec spacing) {
        Orientation axes = Orientation.of(frame);
        Vec[] body = new Vec[3];
        for (int world = 0; world < 3; world++) {
            int k = axes.voxelAxis(world);
            body[world] = frame.toWorld().column(k).unit().times(axes.ascends(k) ? 1 : -1);
        }
        Vec[] directions = new Vec[3];
        directions[across] = sum(body, normal);
        int first = across == 0 ? 1 : 0;
        int last = across == 2 ? 1 : 2;
        directions[last] = sum(body, upwards());
        directions[first] = sum(body, sideways());
        return covering(frame, directions, spacing);
    }

    private static Vec sum(Vec[] body, Vec share) {
        return body[0].times(share.x()).plus(body[1].times(share.y())).plus(body[2].times(share.z()));
    }

    /** The direction within the slices closest to upwards, or to the front in axial ones. */
    private Vec upwards() {
        Vec up = Math.abs(normal.z()) > 0.9 ? new Vec(0, 1, 0) : new Vec(0, 0, 1);
        return up.minus(normal.times(up.dot(normal))).unit();
    }

    /** The other direction within the slices, to the right or the front. */
    private Vec sideways() {
        Vec side = upwards().cross(normal).unit();
        double larger = Math.abs(side.x()) > Math.abs(side.y()) ? side.x() : side.y();
        return larger < 0 ? side.times(-1) : side;
    }

    private static Geometry covering(Geometry frame, Vec[] directions, Vec spacing) {
        Size n = frame.size();
        int[] size = new int[3];
        Vec[] columns = new Vec[3];
        Vec origin = frame.center();
        for (int k = 0; k < 3; k++) {
            double reach = 0;
            for (int axis = 0; axis < 3; axis++) {
                reach += n.along(axis) * Math.abs(frame.toWorld().column(axis).dot(directions[k]));
            }
            size[k] = Math.max(1, (int) Math.ceil(reach / spacing.along(k) - ROUNDING));
            columns[k] = directions[k].times(spacing.along(k));
            origin = origin.minus(columns[k].times((size[k] - 1) / 2.0));
        }
        return new Geometry(Size.of(size), Affine.of(columns[0], columns[1], columns[2], origin));
    }
}
