package condyle.infer;

import condyle.data.Context;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Volume;
import java.util.Arrays;

/**
 * What a network sees of a volume.
 *
 * @param box its voxels, which may reach beyond the volume
 * @param named size of the part that it names
 * @param air brightness beyond the volume
 */
record View(Box box, Size named, float air) {
    /** The channels that a network sees, x fastest; {@code context} may be null where it takes none. */
    float[] of(Volume image, Context context, int classes) {
        Size w = box.size();
        Size n = image.size();
        float[] inputs = new float[(context == null ? 1 : classes) * w.length()];
        Arrays.fill(inputs, 0, w.length(), air);
        for (int z = 0; z < w.z(); z++) {
            int fromZ = source(2, box.z0(), z, n.z());
            for (int y = 0; y < w.y(); y++) {
                int fromY = source(1, box.y0(), y, n.y());
                if (fromZ >= 0 && fromY >= 0) {
                    row(image, n.index(0, fromY, fromZ), inputs, w.index(0, y, z));
                }
            }
        }
        if (context != null) {
            Geometry part = new Geometry(w, image.geometry().crop(box).toWorld());
            context.write(part, classes, inputs, w.length());
        }
        return inputs;
    }

    private void row(Volume image, int from, float[] to, int at) {
        int length = image.size().x();
        int start = box.x0();
        int width = box.size().x();
        if (width == named.x()) {
            System.arraycopy(image.data(), from + start, to, at, Math.min(width, length - start));
            return;
        }
        for (int x = 0; x < width; x++) {
            to[at + x] = image.data()[from + source(0, start, x, length)];
        }
    }

    /** The volume's voxel at a place of the box; −1 for air. Slices seen beside those named repeat at the end. */
    private int source(int axis, int start, int place, int length) {
        int at = start + place;
        if (box.size().along(axis) > named.along(axis)) {
            return Math.max(0, Math.min(length - 1, at));
        }
        return at < length ? at : -1;
    }
}
