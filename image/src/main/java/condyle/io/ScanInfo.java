package condyle.io;

import condyle.image.Geometry;
import condyle.image.Side;
import java.util.Optional;

/**
 * What a file says of itself without its voxels: never anything about the patient.
 *
 * @param format such as {@code NIfTI-1}
 * @param type how a voxel is stored, such as {@code int16}
 * @param side the knee as the file names it; unknown where it does not
 * @param modality such as {@code MR}; empty where the format has no place for it
 * @param files number of files that make up the volume
 * @param assumed what of the geometry the file does not say, in one sentence; empty where it says all
 */
public record ScanInfo(
        String format,
        Geometry geometry,
        String type,
        Side side,
        Optional<String> modality,
        int files,
        Optional<String> assumed) {
    static ScanInfo of(String format, Geometry geometry, VoxelType type) {
        return new ScanInfo(format, geometry, type.toString(), Side.UNKNOWN, Optional.empty(), 1, Optional.empty());
    }
}
