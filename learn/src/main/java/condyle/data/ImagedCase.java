package condyle.data;

import condyle.config.Choice;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** An annotated scan: its own image, with brightness varied a little for each patch. */
public final class ImagedCase implements Specimen {
    private final String name;
    private final long seed;
    private final Volume image;
    private final LabelMap labels;
    private final int[][] places;
    private final Brightness brightness;
    private final float air;
    private final Rescaling unit;
    private final Map<Choice, Rescaling> rescalings;

    private ImagedCase(Volume scan, LabelMap labels, Map<Choice, Rescaling> rescalings, Prepared prepared) {
        this.unit = Brightness.unit(scan.data());
        Volume image = Volume.of(scan.geometry(), unit.of(scan.data(), scan.size(), Box.of(scan.size())));
        this.name = prepared.name;
        this.seed = prepared.seed;
        this.image = image;
        this.labels = labels;
        this.places = Places.of(labels, prepared.targets, prepared.seed);
        this.brightness = prepared.brightness;
        this.rescalings = rescalings;
        this.air = image.least();
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
        Volume small = Resample.to(image, kept, Interpolation.LINEAR);
        // Of the scan as it is: on the kept grid it is smoother, which moves extremes and deviations.
        Map<Choice, Rescaling> rescalings = new HashMap<>();
        prepared.scales.forEach(
                c -> rescalings.put(c, Intensities.ALL.make(c, null).of(image.data())));
        return new ImagedCase(small, labels, rescalings, prepared);
    }

    /**
     * What a scan's preparation needs beside the scan.
     *
     * @param scales that patches will ask the whole scan for
     */
    public record Prepared(String name, long seed, Targets targets, Brightness brightness, Set<Choice> scales) {
        public Prepared {
            scales = Set.copyOf(scales);
        }
    }

    @Override
    public String name() {
        return name;
    }

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
    public Optional<Rescaling> rescaling(Choice scale) {
        Rescaling of = rescalings.get(scale);
        if (of == null) {
            throw new IllegalStateException("scale " + scale.type() + " was not named when the scan was read");
        }
        return Optional.of(of);
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
                Arrays.fill(none, air);
                return none;
            }
        }
        Volume near = image.crop(new Box(from[0], from[1], from[2], to[0], to[1], to[2]));
        return Resample.to(near, grid, Interpolation.LINEAR, air).data();
    }
}
