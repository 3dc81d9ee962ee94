package condyle.data;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.phantom.Look;
import condyle.phantom.Materials;
import java.util.SplittableRandom;

/** A synthetic knee in memory, imaged anew for each patch with another contrast and scanner. */
public record Anatomy(long seed, Materials materials, int[][] places) implements Specimen {
    /** Prepares a knee; the draw of places depends on the seed alone. */
    public static Anatomy of(long seed, Materials materials) {
        return new Anatomy(seed, materials, Places.of(materials.labels(), seed));
    }

    @Override
    public Geometry geometry() {
        return materials.geometry();
    }

    @Override
    public LabelMap labels() {
        return materials.labels();
    }

    @Override
    public LabelSet scheme() {
        return LabelSet.CONDYLE;
    }

    @Override
    public Piece at(Geometry grid, SplittableRandom random) {
        Materials patch = materials.at(grid);
        float[] image = Look.MIXED.image(patch, random).data();
        return new Piece(image, patch.labels().data());
    }
}
