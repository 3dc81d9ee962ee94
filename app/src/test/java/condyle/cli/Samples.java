package condyle.cli;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Small volumes for tests of the command. */
final class Samples {
    static final Geometry GRID = Geometry.of(new Size(8, 9, 10), new Vec(1, 2, 0.5), new Vec(-3, 4, 5));

    private Samples() {}

    /** An image that is {@code value} everywhere. */
    static Path image(Path file, float value) throws IOException {
        float[] data = new float[GRID.size().length()];
        Arrays.fill(data, value);
        Volumes.write(Volume.of(GRID, data), file);
        return file;
    }

    /** Labels of the first voxels, in order, the rest background. */
    static Path labels(Path file, int... first) throws IOException {
        byte[] data = new byte[GRID.size().length()];
        for (int i = 0; i < first.length; i++) {
            data[i] = (byte) first[i];
        }
        Volumes.write(LabelMap.of(GRID, data, LabelSet.CONDYLE), file);
        return file;
    }
}
