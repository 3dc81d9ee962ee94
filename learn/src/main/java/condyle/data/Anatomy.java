package condyle.data;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.phantom.Look;
import condyle.phantom.Materials;
import java.util.SplittableRandom;

/**
 * A synthetic knee in memory, imaged anew for each patch with another contrast and scanner.
 *
 * @param dess share of the patches that look as a good double-echo scan does; the others are {@link Look#MIXED}
 */
public record Anatomy(long seed, Materials materials, int[][] places, double dess) implements Specimen {
    /** Prepares a knee with all its patches mixed, on any tissue; the draw of places depends on the seed alone. */
    public static Anatomy of(long seed, Materials materials) {
        return of(seed, materials, 0);
    }

    /** Prepares a knee, its patches on any tissue; the draw of places depends on the seed alone. */
    public static Anatomy of(long seed, Materials materials, double dess) {
        return new Anatomy(seed, materials, Places.of(materials.labels(), seed), dess);
    }

    /**
     * The same with patches on what a network is to find, each of its classes with equal chance; on all tissues where the knee
     * has none of them.
     */
    public Anatomy on(Targets targets) {
        int[][] groups = Places.ofGroups(materials.labels(), targets, seed);
        return Places.none(groups) ? this : new Anatomy(seed, materials, groups, dess);
    }

    @Override
    public String name() {
        return "phantom " + seed;
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
        float[] image = look(random).image(patch, random).data();
        return new Piece(image, patch.labels().data());
    }

    private Look look(SplittableRandom random) {
        if (dess == 0 || random.nextDouble() >= dess) {
            return Look.MIXED;
        }
        double u = random.nextDouble();
        return u < 0.45 ? Look.DESS : u < 0.75 ? Look.ECHO1 : u < 0.88 ? Look.RSS : Look.ECHO2;
    }
}
