package condyle.distance;

/** What a length in settings counts. */
public enum LengthUnit {
    /** Voxels of the patches that a network sees. */
    VOXELS,
    /** Millimetres of the knee. */
    MM;

    /** A length in mm, where a voxel has so many. */
    public double inMm(double length, double voxel) {
        return this == MM ? length : length * voxel;
    }
}
