package condyle.plan;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.net.Networks;
import condyle.net.Outline;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.nn.Activation;
import condyle.nn.Norm;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the largest patch that memory and time allow, and the network that goes with it.
 *
 * <p>A patch is as long along each axis, in mm, as it can be alike, and no longer than the knee. A U-Net gets as many levels
 * as leave four voxels at the bottom, six at the most, and 16 channels on the finest (32 in 2-D), doubled from level to
 * level. Time allows a patch of which as many steps can be done as {@link Steps} asks for.
 *
 * @param means what there is
 * @param task inputs and classes
 * @param minutes of the stage
 * @param memory bytes for the step
 */
record Shaping(Means means, Task task, double minutes, double memory) {
    private static final String UNET = "unet";
    private static final int BOTTOM = 4;
    private static final int DEEPEST = 5;
    private static final int WIDEST = 320;
    private static final double SHRINK = 0.93;
    /** Patches get no smaller than this along their longest axis. */
    private static final int SMALLEST = 32;

    private static final int SMALLEST_PLANE = 64;
    /** Fewer voxels along an axis make a patch a slice or a stack of them, which comes in batches. */
    private static final int THIN = 8;

    private static final int BATCH = 4;
    private static final int LARGEST_BATCH = 16;

    /** A patch of a grid; {@code across} is the axis across slices, −1 for blocks. */
    record Ground(Vec spacing, Size grid, int across) {
        boolean flat() {
            return across >= 0;
        }

        private int[] axes() {
            return across == 0 ? new int[] {1, 2} : across == 1 ? new int[] {0, 2} : new int[] {0, 1};
        }

        /** A patch as a network of its dimensions sees it. */
        private Size seen(Size patch) {
            return flat() ? new Size(patch.along(axes()[0]), patch.along(axes()[1]), 1) : patch;
        }

        private Size lying(Size seen) {
            if (!flat()) {
                return seen;
            }
            int[] patch = {1, 1, 1};
            patch[axes()[0]] = seen.x();
            patch[axes()[1]] = seen.y();
            return Size.of(patch);
        }

        /** Voxels of a cube of so many mm, no more than the grid has. */
        private Size within(double mm) {
            int[] n = new int[3];
            for (int k = 0; k < 3; k++) {
                n[k] = (int) Math.max(1, Math.min(grid.along(k), Math.round(mm / spacing.along(k))));
            }
            return Size.of(n);
        }

        private double longest() {
            double mm = 0;
            for (int k = 0; k < 3; k++) {
                mm = k == across ? mm : Math.max(mm, grid.along(k) * spacing.along(k));
            }
            return mm;
        }
    }

    /**
     * Finds the shape.
     *
     * @throws IllegalArgumentException if memory does not do for the smallest patch
     */
    Shape on(Ground ground) {
        Shape.Limit limit = Shape.Limit.KNEE;
        Shape last = null;
        for (double mm = ground.longest(); ; mm *= SHRINK) {
            Shape shape = at(ground, mm, limit);
            boolean again = last != null && shape.patch().equals(last.patch());
            last = shape;
            Size seen = ground.seen(shape.patch());
            int most = Math.max(seen.x(), Math.max(seen.y(), seen.z()));
            boolean smallest = most <= (ground.flat() ? SMALLEST_PLANE : SMALLEST)
                    || ground.within(mm).voxels() == 1;
            if (again && !smallest) {
                continue;
            }
            boolean room = shape.bytes() <= memory;
            if (room && (steps(shape) >= Steps.least(shape.patch()) || smallest)) {
                return batched(ground, shape);
            }
            limit = room ? Shape.Limit.TIME : Shape.Limit.MEMORY;
            if (smallest) {
                throw new IllegalArgumentException(shape.network().type() + " needs " + Words.memory(shape.bytes())
                        + " of memory for a step on its smallest patch, " + shape.patch() + ", and "
                        + Words.memory(memory)
                        + " are there beside the knees; expected more memory or another network");
            }
        }
    }

    /** Steps that the stage's minutes allow. */
    double steps(Shape shape) {
        return 60 * minutes / shape.seconds();
    }

    /** The shape for a cube of so many mm. */
    Shape at(Ground ground, double mm, Shape.Limit limit) {
        Size raw = ground.within(mm);
        Choice network = network(ground, raw);
        Size patch = patch(ground, raw, network);
        return shape(ground, network, patch, thin(patch) ? BATCH : 1, limit);
    }

    private Shape shape(Ground ground, Choice network, Size patch, int batch, Shape.Limit limit) {
        Footprint footprint = Footprint.of(network, task, ground.seen(patch), means.precision());
        return new Shape(
                network,
                text(network),
                patch,
                batch,
                means.pace().seconds(network, task, patch, batch),
                footprint.bytes(batch, patch.voxels() * task.classes()),
                limit);
    }

    /** The same with a patch half as long, for the steps that come first. */
    Shape halved(Ground ground, Shape shape) {
        int[] half = new int[3];
        for (int k = 0; k < 3; k++) {
            half[k] = Math.max(1, shape.patch().along(k) / 2);
        }
        Size patch =
                ground.lying(Outline.patch(shape.network(), task, least(shape.network(), ground.seen(Size.of(half)))));
        return shape(ground, shape.network(), patch, shape.batch(), shape.limit());
    }

    /** Whether a patch is a slice or a stack of them. */
    static boolean thin(Size patch) {
        return Math.min(patch.x(), Math.min(patch.y(), patch.z())) <= THIN;
    }

    /** Larger batches where the patch cannot be larger and both memory and time are left. */
    private Shape batched(Ground ground, Shape shape) {
        Shape best = shape;
        int most = thin(shape.patch()) ? LARGEST_BATCH : 2;
        while (best.limit() == Shape.Limit.KNEE && 2 * best.batch() <= most) {
            Shape next = shape(ground, best.network(), best.patch(), 2 * best.batch(), best.limit());
            if (next.bytes() > memory || steps(next) < 4 * Steps.least(next.patch())) {
                break;
            }
            best = next;
        }
        return best;
    }

    private Choice network(Ground ground, Size raw) {
        String name = means.network().orElse(UNET);
        if (!name.equals(UNET)) {
            return new Choice(name, Networks.ALL.defaults(name));
        }
        Size seen = ground.seen(raw);
        int least = ground.flat() ? Math.min(seen.x(), seen.y()) : Math.min(seen.x(), Math.min(seen.y(), seen.z()));
        int levels = 1;
        while (levels < DEEPEST && least >> (levels + 1) >= BOTTOM) {
            levels++;
        }
        List<Integer> channels = new ArrayList<>();
        for (int i = 0; i <= levels; i++) {
            channels.add(Math.min(WIDEST, (ground.flat() ? 32 : 16) << i));
        }
        return new Choice(
                UNET,
                new UNet.Config(
                        ground.flat() ? 2 : 3,
                        channels,
                        Norm.INSTANCE,
                        UNet.Down.STRIDED,
                        UNet.Up.TRANSPOSED,
                        Activation.LEAKY_RELU,
                        0));
    }

    /** Up to the next size that the network takes where the knee ends, else down to the one before. */
    private Size patch(Ground ground, Size raw, Choice network) {
        Size up = ground.lying(Outline.patch(network, task, least(network, ground.seen(raw))));
        if (!(network.settings() instanceof UNet.Config unet)) {
            return up;
        }
        int divisor = 1 << (unet.channels().size() - 1);
        int[] n = new int[3];
        for (int k = 0; k < 3; k++) {
            boolean whole = raw.along(k) == ground.grid.along(k) || k == ground.across;
            n[k] = whole ? up.along(k) : Math.max(divisor, raw.along(k) / divisor * divisor);
        }
        return Size.of(n);
    }

    /** At least twice the smallest patch, so that norms at the bottom have more than one voxel. */
    private Size least(Choice network, Size seen) {
        Size smallest = Outline.patch(network, task, new Size(1, 1, 1));
        int[] n = new int[3];
        for (int k = 0; k < 3; k++) {
            n[k] = Math.max(seen.along(k), smallest.along(k) > 1 ? 2 * smallest.along(k) : 1);
        }
        return Size.of(n);
    }

    private static String text(Choice network) {
        return network.settings() instanceof UNet.Config unet
                ? "{type: unet, dimensions: " + unet.dimensions() + ", channels: " + unet.channels() + "}"
                : "{type: " + network.type() + "}";
    }
}
