package condyle.bench;

import condyle.distance.DistanceTransform;
import condyle.distance.SignedDistanceField;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.metric.SurfaceDefinition;
import condyle.metric.SurfaceDistances;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times the distance transform and the surface distances beside scipy's, on the same knee-like masks, in turns.
 *
 * <p>Each round runs scipy in a process of its own, timed inside it, then ours in this one, warmed up before the first.
 * The medians of the rounds and their ratio are printed, and the largest difference between the two results.
 */
public final class DistanceBench {
    private static final Geometry GRID = Geometry.of(new Size(384, 384, 160), new Vec(0.3646, 0.3646, 0.7));

    private final Path folder;
    private final String script;
    private final Mask bone = mask((x, y, z) -> bone(x, y, z) < 0);
    private final Mask cartilage = mask((x, y, z) -> shell(x, y, z));
    private final Mask shifted = mask((x, y, z) -> shell(x - 0.5, y + 0.3, z));

    private DistanceBench(Path folder, String script) {
        this.folder = folder;
        this.script = script;
    }

    private interface Shape {
        boolean holds(double x, double y, double z);
    }

    /** Arguments: the Python script, and the number of rounds, 3 if not said. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path folder = Files.createTempDirectory("condyle-edt");
        try {
            new DistanceBench(folder, args[0]).run(rounds);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(f);
                }
            }
        }
    }

    /** A femur's end in mm about the grid's middle: a shaft (z up is −y) that widens into two condyles. */
    private static double bone(double x, double y, double z) {
        double medial = Math.sqrt(sq(x / 30) + sq((y - 15) / 24) + sq((z + 21) / 15)) - 1;
        double lateral = Math.sqrt(sq(x / 30) + sq((y - 15) / 24) + sq((z - 21) / 15)) - 1;
        double radius = 15 + 14 / (1 + Math.exp(-(y + 8) / 6));
        double shaft = y > 20 ? 1 : Math.sqrt(sq(x + 4) + sq(z)) / radius - 1;
        return Math.min(shaft, Math.min(medial, lateral));
    }

    private static boolean shell(double x, double y, double z) {
        return bone(x, y, z) >= 0 && bone(x * 0.93, y * 0.93, z * 0.93) < 0 && y > 0;
    }

    private static double sq(double v) {
        return v * v;
    }

    private static Mask mask(Shape shape) {
        Size n = GRID.size();
        Vec s = GRID.spacing();
        boolean[] in = new boolean[n.length()];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    in[i] = shape.holds((x - 192) * s.x(), (y - 192) * s.y(), (z - 80) * s.z());
                }
            }
        }
        return Mask.of(GRID, in);
    }

    private void write(String name, Mask mask) throws IOException {
        byte[] bytes = new byte[mask.data().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (mask.data()[i] ? 1 : 0);
        }
        Files.write(folder.resolve(name + ".raw"), bytes);
    }

    private void run(int rounds) throws IOException, InterruptedException {
        write("bone", bone);
        write("cartilage", cartilage);
        write("shifted", shifted);
        System.out.printf(
                "%s, bone %,d voxels, cartilage %,d; %d rounds, %d cores%n",
                GRID,
                bone.count(),
                cartilage.count(),
                rounds,
                Runtime.getRuntime().availableProcessors());
        double[][] seconds = new double[5][rounds];
        float[] ours = {};
        double[] peer = {};
        for (int r = -1; r < rounds; r++) {
            // Round −1 only warms this process up.
            if (r >= 0) {
                peer = peer();
                seconds[0][r] = peer[0];
                seconds[1][r] = peer[1];
            }
            long t = System.nanoTime();
            ours = DistanceTransform.of(bone).data();
            t = note(seconds[2], r, t);
            SurfaceDistances.of(cartilage, shifted, SurfaceDefinition.AREA_ELEMENTS);
            t = note(seconds[3], r, t);
            SignedDistanceField.of(bone);
            note(seconds[4], r, t);
        }
        report(seconds, ours, peer);
    }

    private static long note(double[] seconds, int round, long start) {
        long now = System.nanoTime();
        if (round >= 0) {
            seconds[round] = (now - start) * 1e-9;
        }
        return now;
    }

    /** Seconds of scipy's distance transform and surface distances, then its ASSD and HD95. */
    private double[] peer() throws IOException, InterruptedException {
        Size n = GRID.size();
        Vec s = GRID.spacing();
        List<String> command = Stream.of("python3", script, folder, n.x(), n.y(), n.z(), s.x(), s.y(), s.z())
                .map(Object::toString)
                .toList();
        Process python = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(python.getInputStream().readAllBytes()).strip();
        if (python.waitFor() != 0) {
            throw new IOException("python3 " + script + ": ended with " + python.exitValue()
                    + "; it needs Python 3 with numpy and scipy");
        }
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private void report(double[][] seconds, float[] ours, double[] peer) throws IOException {
        double[] median = Arrays.stream(seconds)
                .mapToDouble(s -> Arrays.stream(s).sorted().toArray()[s.length / 2])
                .toArray();
        String form = "%-44s scipy %6.2f s   ours %5.2f s   ratio %.3f%n";
        System.out.printf(Locale.ROOT, form, "distance transform", median[0], median[2], median[2] / median[0]);
        System.out.printf(Locale.ROOT, form, "ASSD + HD95, cropped", median[1], median[3], median[3] / median[1]);
        System.out.printf(Locale.ROOT, "%-44s                  ours %5.2f s%n", "signed distance field", median[4]);
        SurfaceDistances d = SurfaceDistances.of(cartilage, shifted, SurfaceDefinition.BOUNDARY_VOXELS);
        System.out.printf(
                Locale.ROOT,
                "largest difference: distance %.2g mm, ASSD %.2g mm, HD95 %.2g mm (by boundary voxels, as scipy's)%n",
                difference(ours),
                Math.abs(d.assd() - peer[2]),
                Math.abs(d.hd95() - peer[3]));
    }

    private double difference(float[] ours) throws IOException {
        double worst = 0;
        try (FileChannel file = FileChannel.open(folder.resolve("distance.raw"))) {
            var theirs = file.map(FileChannel.MapMode.READ_ONLY, 0, 8L * ours.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer();
            for (int i = 0; i < ours.length; i++) {
                worst = Math.max(worst, Math.abs(theirs.get(i) - ours[i]));
            }
        }
        return worst;
    }
}
