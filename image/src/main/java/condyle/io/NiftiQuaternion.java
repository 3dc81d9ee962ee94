package condyle.io;

import condyle.image.Affine;
import condyle.image.Vec;
import java.nio.ByteBuffer;

/** Rotation as NIfTI-1 stores it: unit quaternion (a ≥ 0, b, c, d), of which b, c, d are in the file, and the origin. */
record NiftiQuaternion(double b, double c, double d, Vec origin) {
    /** Reads six floats: b, c, d, origin. */
    static NiftiQuaternion of(ByteBuffer in, int at) {
        Vec origin = new Vec(in.getFloat(at + 12), in.getFloat(at + 16), in.getFloat(at + 20));
        return new NiftiQuaternion(in.getFloat(at), in.getFloat(at + 4), in.getFloat(at + 8), origin);
    }

    void put(ByteBuffer out, int at) {
        double[] v = {b, c, d, origin.x(), origin.y(), origin.z()};
        for (int i = 0; i < 6; i++) {
            out.putFloat(at + 4 * i, (float) v[i]);
        }
    }

    /** Rotation of the affine's axes, the third turned round where they are left-handed. */
    static NiftiQuaternion of(Affine m) {
        Vec x = m.column(0).unit();
        Vec y = m.column(1).unit();
        Vec z = m.column(2).unit().times(m.determinant() < 0 ? -1 : 1);
        // The largest of the four is found first, so that nothing is divided by a small number.
        double[] squares = {
            1 + x.x() + y.y() + z.z(), 1 + x.x() - y.y() - z.z(), 1 - x.x() + y.y() - z.z(), 1 - x.x() - y.y() + z.z()
        };
        int largest = 0;
        for (int i = 1; i < 4; i++) {
            largest = squares[i] > squares[largest] ? i : largest;
        }
        double s = 2 * Math.sqrt(squares[largest]);
        double wx = (y.z() - z.y()) / s;
        double wy = (z.x() - x.z()) / s;
        double wz = (x.y() - y.x()) / s;
        double xy = (y.x() + x.y()) / s;
        double xz = (z.x() + x.z()) / s;
        double yz = (z.y() + y.z()) / s;
        double[] q = switch (largest) {
            case 0 -> new double[] {s / 4, wx, wy, wz};
            case 1 -> new double[] {wx, s / 4, xy, xz};
            case 2 -> new double[] {wy, xy, s / 4, yz};
            default -> new double[] {wz, xz, yz, s / 4};
        };
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        double sign = q[0] < 0 ? -1 / norm : 1 / norm;
        return new NiftiQuaternion(q[1] * sign, q[2] * sign, q[3] * sign, m.column(3));
    }

    /** The affine's rows: rotation times spacing, the third axis times {@code qfac}, the origin in {@code mm}. */
    double[] rows(Vec spacing, int qfac, double mm) {
        double square = b * b + c * c + d * d;
        // Half a turn may exceed 1 by rounding; then a is 0 and the rest is made a unit.
        double f = square > 1 ? 1 / Math.sqrt(square) : 1;
        double i = b * f;
        double j = c * f;
        double k = d * f;
        double a = Math.sqrt(Math.max(0, 1 - square));
        double sx = spacing.x();
        double sy = spacing.y();
        double sz = spacing.z() * qfac;
        return new double[] {
            (a * a + i * i - j * j - k * k) * sx, 2 * (i * j - a * k) * sy, 2 * (i * k + a * j) * sz, origin.x() * mm,
            2 * (i * j + a * k) * sx, (a * a + j * j - i * i - k * k) * sy, 2 * (j * k - a * i) * sz, origin.y() * mm,
            2 * (i * k - a * j) * sx, 2 * (j * k + a * i) * sy, (a * a + k * k - j * j - i * i) * sz, origin.z() * mm
        };
    }
}
