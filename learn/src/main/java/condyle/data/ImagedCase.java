package condyle.data;

import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Orientation;
import condyle.image.Resample;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** An annotated scan: its own image, with brightness varied a little for each patch. */
public final class ImagedCase implements Specimen {
    private final long seed;
    private final Volume image;
    private final LabelMap labels;
    private final int[][] places;
    private final Brightness brightness;
    private final float air;
    private final Rescaling unit;
    private final Map<Intensity, Rescaling> rescalings = new ConcurrentHashMap<>();

    private ImagedCase(long seed, Volume scan, LabelMap labels, int[][] places, Brightness brightness) {
        this.unit = Brightness.unit(scan.data());
        Volume image = Volume.of(scan.geometry(), unit.of(scan.data(), scan.size(), Box.of(scan.size())));
        this.seed = seed;
        this.image = image;
        this.labels = labels;
        this.places = places;
        this.brightness = brightness;
        float low = Float.MAX_VALUE;
        for (float v : image.data()) {
            low = Math.min(low, v);
        }
        air = low;
    }

    /**
     * Keeps a scan and its labels at a spacing (mm along x, y, z); brightness is brought to 0–1 between its 1st and 99th percentile.
     *
     * @throws IllegalArgumentException if the two lie on different grids, or none of the classes occurs
     */
    public static ImagedCase of(Volume image, LabelMap map, Vec spacing, Prepared prepared) {
        map.geometry().requireSameGrid("labels", "image", image.geometry());
        Geometry kept = Orientation.RAS.turn(map.geometry()).withSpacing(spacing);
        LabelMap labels = Resample.nearest(map, kept);
        int[][] places = Places.of(labels, prepared.targets(), prepared.seed());
        Volume small = Resample.to(image, kept, Interpolation.LINEAR);
        return new ImagedCase(prepared.seed(), small, labels, places, prepared.brightness());
    }

    /** What a scan's preparation needs beside the scan. */
    public record Prepared(long seed, Targets targets, Brightness brightness) {}

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public Geometry geometry() {
        return labels.geometry();
    }

    @Override
    public LabelMap labels() {
        return labels;
    }

    @Override
    public LabelSet scheme() {
        return labels.labels();
    }

    @Override
    public int[][] places() {
        return places;
    }

    @Override
    public float[] measured(float[] piece) {
        float[] out = new float[piece.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = unit.inverse(piece[i]);
        }
        return out;
    }

    @Override
    public Optional<Rescaling> rescaling(Intensity scale) {
        return Optional.of(rescalings.computeIfAbsent(scale, s -> s.of(measured(image.data()))));
    }

    @Override
    public Piece at(Geometry grid, SplittableRandom random) {
        float[] patch = part(grid);
        brightness.vary(patch, grid, random);
        return new Piece(patch, Resample.nearest(labels, grid).data());
    }

    @Override
    public Piece plain(Geometry grid, SplittableRandom random) {
        return new Piece(part(grid), Resample.nearest(labels, grid).data());
    }

    /** The image on a grid; only what the grid covers is smoothed and read. */
    private float[] part(Geometry grid) {
        Size n = image.size();
        Size g = grid.size();
        Affine map = image.geometry().toVoxel().after(grid.toWorld());
        int[] low = {n.x(), n.y(), n.z()};
        int[] high = {0, 0, 0};
        double step = 1;
        for (int c = 0; c < 8; c++) {
            Vec p = map.apply((c & 1) * (g.x() - 1), (c >> 1 & 1) * (g.y() - 1), (c >> 2) * (g.z() - 1));
            for (int k = 0; k < 3; k++) {
                low[k] = (int) Math.min(low[k], Math.floor(p.along(k)));
                high[k] = (int) Math.max(high[k], Math.ceil(p.along(k)));
                step = Math.max(step, map.column(k).norm());
            }
        }
        // Wide enough for the smoothing that goes before a coarser grid.
        int margin = (int) Math.ceil(3 * step) + 1;
        int[] from = new int[3];
        int[] to = new int[3];
        for (int k = 0; k < 3; k++) {
            from[k] = Math.max(0, low[k] - margin);
            to[k] = Math.min(n.along(k), high[k] + margin + 1);
            if (to[k] <= from[k]) {
                float[] none = new float[g.length()];
                java.util.Arrays.fill(none, air);
                return none;
            }
        }
        Volume near = image.crop(new Box(from[0], from[1], from[2], to[0], to[1], to[2]));
        return Resample.to(near, grid, Interpolation.LINEAR, air).data();
    }
}
