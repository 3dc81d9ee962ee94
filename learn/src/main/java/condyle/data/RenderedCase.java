package condyle.data;

import condyle.config.Check;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Orientation;
import condyle.image.Resample;
import condyle.image.Side;
import condyle.image.Vec;
import condyle.phantom.LabelRenderer;
import condyle.phantom.Look;
import condyle.phantom.Materials;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An annotated knee without an image: materials made of its labels, imaged anew for each patch.
 *
 * <p>The labels to learn are the map's own, not what the renderer puts around them: the menisci that it fits into the
 * gap of a map without menisci are no annotation.
 */
public record RenderedCase(String name, long seed, Materials[] materials, LabelMap labels, int[][] places, Look look)
        implements Specimen {
    /**
     * How a label map becomes images.
     *
     * @param contrast what contrasts and scanners are drawn
     * @param surroundings soft tissues drawn for each map; a patch takes one of them
     */
    public record Settings(Look contrast, int surroundings) {
        public static final Settings DEFAULTS = new Settings(Look.MIXED, 2);

        public Settings {
            Check.atLeast("surroundings", surroundings, 1);
        }
    }

    /**
     * Renders a map at a spacing, as a knee of a known side or of the one that the renderer estimates.
     *
     * @param spacing mm along x, y, z
     * @throws IllegalArgumentException if none of the classes occurs in the map
     */
    public static RenderedCase of(LabelMap map, Side side, Vec spacing, Prepared prepared) {
        Geometry kept = Orientation.RAS.turn(map.geometry()).withSpacing(spacing);
        // The kept grid is rendered, not the map's own: a scan's grid has five times the voxels and takes as long.
        LabelMap labels = Resample.nearest(map, kept);
        int[][] places = Places.of(labels, prepared.targets(), prepared.seed());
        Materials[] materials = IntStream.range(0, prepared.render().surroundings())
                .mapToObj(i -> LabelRenderer.materials(labels, Seeds.mix(prepared.seed(), i), side))
                .toArray(Materials[]::new);
        return new RenderedCase(
                prepared.name(),
                prepared.seed(),
                materials,
                labels,
                places,
                prepared.render().contrast());
    }

    /** What a map's preparation needs beside the map. */
    public record Prepared(String name, long seed, Targets targets, Settings render) {}

    /** The side that it was rendered as. */
    public Side side() {
        return materials[0].side();
    }

    @Override
    public Geometry geometry() {
        return labels.geometry();
    }

    @Override
    public LabelSet scheme() {
        return labels.labels();
    }

    @Override
    public Piece at(Geometry grid, SplittableRandom random) {
        Materials patch = materials[random.nextInt(materials.length)].at(grid);
        return new Piece(
                look.image(patch, random).data(), Resample.nearest(labels, grid).data());
    }
}
