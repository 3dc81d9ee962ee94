package condyle.io;

import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is taken for granted of files that do not say how large their voxels are and which way their axes run.
 *
 * <p>What is left open here is the format's own assumption. A file that does say is never overruled: that is an error.
 *
 * @param spacing mm along the file's axes, in the order x, y, z of the volume read
 * @param orientation directions in which these axes run
 */
public record Assumed(Optional<Vec> spacing, Optional<Orientation> orientation) {
    /** The format's own assumptions. */
    public static final Assumed NOTHING = new Assumed(Optional.empty(), Optional.empty());

    public Assumed {
        spacing.ifPresent(s -> {
            if (!(Math.min(s.x(), Math.min(s.y(), s.z())) > 0)) {
                throw new IllegalArgumentException(
                        "spacing: " + s.x() + ", " + s.y() + ", " + s.z() + " mm; expected numbers above 0");
            }
        });
    }

    /** A grid of a size and spacing whose axes run as the orientation says, its middle at the world's origin. */
    static Geometry grid(Size size, Vec spacing, Orientation orientation) {
        int[] n = new int[3];
        double[] s = new double[3];
        double[] origin = new double[3];
        for (int world = 0; world < 3; world++) {
            int axis = orientation.voxelAxis(world);
            n[world] = size.along(axis);
            s[world] = spacing.along(axis);
            origin[world] = -s[world] * (n[world] - 1) / 2;
        }
        Vec first = new Vec(origin[0], origin[1], origin[2]);
        return orientation.turn(Geometry.of(Size.of(n), new Vec(s[0], s[1], s[2]), first));
    }

    /** In words, the same for the same assumptions. */
    @Override
    public String toString() {
        return "spacing " + spacing.map(s -> s.x() + " " + s.y() + " " + s.z()).orElse("as the format has it")
                + ", orientation " + orientation.map(Orientation::toString).orElse("as the format has it");
    }

    private Geometry over(Geometry own) {
        return grid(own.size(), spacing.orElse(own.spacing()), orientation.orElse(Orientation.of(own)));
    }

    private boolean empty() {
        return spacing.isEmpty() && orientation.isEmpty();
    }

    ScanInfo apply(ScanInfo info, Path path) throws IOException {
        if (empty()) {
            return info;
        }
        if (info.assumed().isEmpty()) {
            throw new IOException(path + ": its spacing and orientation stand in the file, "
                    + info.geometry() + ", " + Orientation.of(info.geometry())
                    + "; others can be assumed only of files that do not say");
        }
        String said = info.assumed().get() + "; what was given is taken";
        Geometry geometry = over(info.geometry());
        return new ScanInfo(
                info.format(), geometry, info.type(), info.side(), info.modality(), info.files(), Optional.of(said));
    }

    Volume apply(Volume volume) {
        return empty() ? volume : Volume.of(over(volume.geometry()), volume.data());
    }
}
