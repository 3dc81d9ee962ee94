package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Probabilities;

/** Steps between one pass and the next. */
final class Cascade {
    private Cascade() {}

    /** Turns a pass's probabilities into what the next pass sees of them. */
    static Context context(Probabilities p) {
        return new Context(p.geometry(), p.best());
    }

    /** The part of a grid within {@code margin} mm of anything found, or null where nothing was. */
    static Box region(Context found, double margin) {
        boolean[] any = new boolean[found.classes().length];
        for (int i = 0; i < any.length; i++) {
            any[i] = found.classes()[i] != 0;
        }
        Box box = Mask.of(found.geometry(), any).bounds();
        if (box == null) {
            return null;
        }
        Geometry g = found.geometry();
        int voxels = (int) Math.ceil(margin
                / Math.min(
                        g.spacing().x(), Math.min(g.spacing().y(), g.spacing().z())));
        return box.grow(voxels, g.size());
    }

    /** Input channels of the pass at a position in the cascade: the image, and each class that the one before found. */
    static int channels(int position, ClassMap classes) {
        return position == 0 ? 1 : classes.count();
    }
}
