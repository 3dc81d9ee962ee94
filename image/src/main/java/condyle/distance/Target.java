package condyle.distance;

/** What a distance is measured to: centres of the set's voxels, or their boxes, faces included. */
enum Target {
    CENTRES,
    BOXES
}
