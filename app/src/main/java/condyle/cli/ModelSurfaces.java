package condyle.cli;

import condyle.distance.DistanceTransform;
import condyle.image.LabelMap;
import condyle.image.Mask;
import condyle.image.Probabilities;
import condyle.image.Resample;
import condyle.image.Tissue;
import condyle.image.Volume;
import condyle.infer.Margin;
import condyle.mesh.MarchingCubes;
import condyle.mesh.Mesh;
import java.util.ArrayList;
import java.util.List;

/** Surfaces of tissues where a model draws them, between voxels. */
record ModelSurfaces(List<Surface> all) {
    /** A tissue's surface. */
    record Surface(Tissue tissue, Mesh mesh) {}

    /** Surfaces of the tissues that a label map has kept; pieces that were taken away lie farther than 2 voxels from it. */
    static ModelSurfaces of(Probabilities p, LabelMap tissues) {
        List<Surface> all = new ArrayList<>();
        LabelMap kept = Resample.nearest(tissues, p.geometry());
        double far = 2 * p.geometry().spacing().norm();
        for (int c = 1; c < p.classes().length; c++) {
            Tissue tissue = p.labels().tissues().get(c - 1);
            Mask in = kept.mask(tissue.name());
            if (in.isEmpty()) {
                continue;
            }
            float[] off = DistanceTransform.of(in).data();
            Volume field = Margin.of(p, c);
            for (int i = 0; i < off.length; i++) {
                field.data()[i] = off[i] > far ? Math.abs(field.data()[i]) : field.data()[i];
            }
            Mesh mesh = MarchingCubes.of(field);
            if (!mesh.isEmpty()) {
                all.add(new Surface(tissue, mesh));
            }
        }
        return new ModelSurfaces(all);
    }
}
