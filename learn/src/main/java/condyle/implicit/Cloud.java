package condyle.implicit;

import condyle.config.Check;
import condyle.data.Seeds;
import condyle.distance.DistanceTransform;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.loss.Grouping;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Points of a knee, kept instead of its volume: some anywhere, some near the boundaries of tissues.
 *
 * <p>A point takes 17 bytes: three coordinates, a brightness, a group. So so many knees take 17 · kept · knees bytes at the
 * most, whatever their grids.
 */
final class Cloud {
    /** Bytes of a point. */
    static final int BYTES = 17;

    /**
     * How points are drawn.
     *
     * @param kept points kept of a knee; fewer where it has fewer voxels
     * @param step points of a training step; 0 for all that are kept, as published
     * @param boundary share of both that lies near boundaries, the others anywhere
     * @param band how near, mm
     * @param every of the voxels along x, y and z each how-manieth is looked at, for training on sparse slices
     * @param jitter standard deviation by which places are moved in training, in coordinates
     */
    record Settings(int kept, int step, double boundary, double band, Size every, double jitter) {
        static final Settings DEFAULTS = new Settings(200_000, 8192, 0.5, 2, new Size(1, 1, 1), 1e-4);

        Settings {
            Check.within("kept", kept, 1, 50_000_000);
            Check.within("step", step, 0, 10_000_000);
            Check.within("boundary", boundary, 0, 1);
            Check.above("band", band, 0);
            Check.within("jitter", jitter, 0, 1);
        }

        /** The same for a knee whose labels are not known: of all voxels, anywhere. */
        Settings unlabelled() {
            return new Settings(kept, step, 0, band, new Size(1, 1, 1), 0);
        }
    }

    private final float[] places;
    private final float[] brightness;
    private final byte[] groups;
    private final Grouping grouping;
    /** How many of the points, the first ones, lie anywhere. */
    private final int anywhere;

    private Cloud(float[] places, float[] brightness, byte[] groups, Grouping grouping, int anywhere) {
        this.places = places;
        this.brightness = brightness;
        this.groups = groups;
        this.grouping = grouping;
        this.anywhere = anywhere;
    }

    /** Draws the points of a knee, in the frame of its own grid; they follow from its seed. */
    static Cloud of(ScannedKnee knee, Frame.Kind kind, Settings settings) {
        return of(knee, Frame.of(knee.image().geometry(), kind), settings);
    }

    /** Draws the points of a knee; they follow from its seed. */
    static Cloud of(ScannedKnee knee, Frame frame, Settings settings) {
        int near = (int) Math.round(settings.kept * settings.boundary);
        SplittableRandom random = Seeds.random(knee.seed(), 0xC10D);
        boolean[] all = lattice(knee.image().size(), settings.every);
        int[] first = draw(all, settings.kept - near, random);
        int[] second = near == 0 ? new int[0] : draw(band(knee, settings, all), near, random);
        int[] chosen = new int[first.length + second.length];
        System.arraycopy(first, 0, chosen, 0, first.length);
        System.arraycopy(second, 0, chosen, first.length, second.length);
        return of(knee, chosen, first.length, frame);
    }

    private static Cloud of(ScannedKnee knee, int[] chosen, int anywhere, Frame frame) {
        float[] places = new float[3 * chosen.length];
        float[] brightness = new float[chosen.length];
        byte[] groups = new byte[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(frame.of(knee.image().geometry(), chosen[i], 1), 0, places, 3 * i, 3);
            brightness[i] = knee.image().data()[chosen[i]];
            groups[i] = knee.groups()[chosen[i]];
        }
        return new Cloud(places, brightness, groups, knee.grouping(), anywhere);
    }

    private static boolean[] lattice(Size n, Size every) {
        boolean[] in = new boolean[n.length()];
        for (int z = 0; z < n.z(); z += every.z()) {
            for (int y = 0; y < n.y(); y += every.y()) {
                for (int x = 0; x < n.x(); x += every.x()) {
                    in[n.index(x, y, z)] = true;
                }
            }
        }
        return in;
    }

    /** Voxels of the lattice within the band about a voxel that has a neighbour of another group. */
    private static boolean[] band(ScannedKnee knee, Settings settings, boolean[] lattice) {
        Size n = knee.image().size();
        boolean[] edge = new boolean[n.length()];
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++) {
                    int i = n.index(x, y, z);
                    boolean here = x + 1 < n.x() && differ(knee, edge, i, i + 1);
                    here |= y + 1 < n.y() && differ(knee, edge, i, i + n.x());
                    here |= z + 1 < n.z() && differ(knee, edge, i, i + n.x() * n.y());
                    edge[i] |= here;
                }
            }
        }
        float[] off =
                DistanceTransform.of(Mask.of(knee.image().geometry(), edge)).data();
        boolean[] in = new boolean[off.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = lattice[i] && off[i] <= settings.band;
        }
        return in;
    }

    private static boolean differ(ScannedKnee knee, boolean[] edge, int i, int j) {
        boolean other = knee.groups()[i] != knee.groups()[j];
        edge[j] |= other;
        return other;
    }

    /** So many of the voxels in, each with the same chance; all where there are fewer. */
    private static int[] draw(boolean[] in, int count, SplittableRandom random) {
        int[] kept = new int[Math.min(count, in.length)];
        int seen = 0;
        for (int i = 0; i < in.length && count > 0; i++) {
            if (in[i]) {
                int slot = seen < count ? seen : random.nextInt(seen + 1);
                seen++;
                if (slot < count) {
                    kept[slot] = i;
                }
            }
        }
        return Arrays.copyOf(kept, Math.min(seen, count));
    }

    /** Number of points. */
    int size() {
        return brightness.length;
    }

    /** Number of points that lie anywhere; they come first. */
    int anywhere() {
        return anywhere;
    }

    Grouping grouping() {
        return grouping;
    }

    /** Group of a point. */
    int group(int point) {
        return groups[point];
    }

    /** Brightness of a point. */
    float brightness(int point) {
        return brightness[point];
    }

    /** Points of a training step, drawn with repetition; all in their order where none are asked for. */
    int[] draw(Settings settings, SplittableRandom random) {
        if (settings.step == 0) {
            return IntStream.range(0, size()).toArray();
        }
        int near = size() - anywhere;
        int[] chosen = new int[settings.step];
        for (int i = 0; i < chosen.length; i++) {
            boolean close = near > 0 && (anywhere == 0 || i < settings.boundary * chosen.length);
            chosen[i] = close ? anywhere + random.nextInt(near) : random.nextInt(anywhere);
        }
        return chosen;
    }

    /** Points that lie anywhere, drawn with repetition. */
    int[] draw(int count, SplittableRandom random) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = random.nextInt(anywhere);
        }
        return chosen;
    }

    /**
     * How places become coordinates of a network.
     *
     * @param axes 2 for x and y alone, 3, or 4 with the time
     * @param time the fourth coordinate
     * @param jitter deviation by which they are moved
     */
    record Told(int axes, double time, double jitter) {}

    /** Chosen points as tensors. */
    AutoDecoderLoss.Points points(int[] chosen, Told told, SplittableRandom random) {
        int axes = told.axes;
        float[] at = new float[axes * chosen.length];
        float[] seen = new float[chosen.length];
        byte[] labels = new byte[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            for (int k = 0; k < axes; k++) {
                double c = k < 3 ? places[3 * chosen[i] + k] : told.time;
                at[axes * i + k] = (float) (told.jitter > 0 ? c + told.jitter * random.nextGaussian() : c);
            }
            seen[i] = brightness[chosen[i]];
            labels[i] = groups[chosen[i]];
        }
        return new AutoDecoderLoss.Points(
                Tensor.of(at, chosen.length, axes),
                Tensor.of(seen, chosen.length, 1),
                Tensor.labels(labels, chosen.length),
                grouping);
    }
}
