package condyle.image;

/** Values of a volume between voxels by cubic convolution; border and background as {@link Sampler} has them. */
final class CubicSampler {
    private final float[] data;
    private final Size n;
    private final float background;

    CubicSampler(Volume volume, float background) {
        this.data = volume.data();
        this.n = volume.size();
        this.background = background;
    }

    float atVoxel(double x, double y, double z) {
        if (!AxisTaps.near(n, x, y, z)) {
            return background;
        }
        double px = Math.max(0, Math.min(n.x() - 1, x));
        double py = Math.max(0, Math.min(n.y() - 1, y));
        double pz = Math.max(0, Math.min(n.z() - 1, z));
        double[] wx = new double[4];
        double[] wy = new double[4];
        double[] wz = new double[4];
        Interpolation.CUBIC.weights(px, wx);
        Interpolation.CUBIC.weights(py, wy);
        Interpolation.CUBIC.weights(pz, wz);
        int i = (int) px - 1;
        int x0 = Math.max(0, i);
        int x1 = i + 1;
        int x2 = Math.min(n.x() - 1, i + 2);
        int x3 = Math.min(n.x() - 1, i + 3);
        double sum = 0;
        for (int c = 0; c < 4; c++) {
            int k = Math.max(0, Math.min(n.z() - 1, (int) pz - 1 + c));
            for (int b = 0; b < 4; b++) {
                int row = n.index(0, Math.max(0, Math.min(n.y() - 1, (int) py - 1 + b)), k);
                double along = wx[0] * data[row + x0]
                        + wx[1] * data[row + x1]
                        + wx[2] * data[row + x2]
                        + wx[3] * data[row + x3];
                sum += wz[c] * wy[b] * along;
            }
        }
        return (float) sum;
    }
}
