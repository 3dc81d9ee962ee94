package condyle.io;

import condyle.image.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One kind of file that holds a volume. */
interface Format {
    /** What people call it, such as {@code NIfTI-1}. */
    String name();

    /** Endings of its file names, lower case, longest first; empty for a folder. */
    List<String> endings();

    /** Whether the first bytes (uncompressed; up to 512) are those of this format. */
    boolean startsLike(byte[] head);

    /** Reads what the file says of itself, without its voxels. */
    ScanInfo info(Path path) throws IOException;

    /** Reads the voxels, scaled to their real values. */
    Volume read(Path path) throws IOException;
}
