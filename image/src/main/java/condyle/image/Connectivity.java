package condyle.image;

/** Which voxels count as neighbours: the 6 that share a face, or the 26 that share a face, an edge or a corner. */
public enum Connectivity {
    FACES,
    CORNERS
}
