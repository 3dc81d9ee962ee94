package condyle.metric;

/** What counts as the surface of a set of voxels, and how much each of its elements weighs. */
public enum SurfaceDefinition {
    /**
     * One element in the middle of each 2×2×2 block of voxels that is partly in the set, weighing its area in mm²: the
     * surface between the set's voxel centres and the others. So a number does not change with the spacing's direction
     * or with how finely a flat face is cut. After Nikolov et al. 2021, doi:10.2196/26151.
     */
    AREA_ELEMENTS,
    /** Each voxel of the set with at least one of its 6 neighbours outside, all weighing the same. */
    BOUNDARY_VOXELS
}
