package condyle.bench;

import condyle.experiment.Segmenter;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Vec;
import condyle.io.Volumes;
import condyle.measure.CleanUp;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.LabelRenderer;
import condyle.phantom.Material;
import condyle.phantom.Materials;
import condyle.phantom.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How often a model makes the mistakes that networks trained on synthetic knees are known for, on images of which it is
 * known what each voxel is made of: synthetic knees, and real label maps with tissue around them.
 */
public final class FailuresBench {
    private static final long UNSEEN = 737373;
    private static final double SPACING = 0.7;
    private static final double SHAFT_END = 10;
    private static final Set<Material> CRUCIATES = EnumSet.of(Material.LIGAMENT, Material.SYNOVIUM);

    private final Segmenter segmenter;
    private final Map<String, List<Double>> found = new LinkedHashMap<>();

    private FailuresBench(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Arguments: the model's folder, the number of synthetic knees, the labels' scheme, label maps. */
    public static void main(String[] args) throws IOException {
        Segmenter segmenter = Segmenter.load(Path.of(args[0]));
        FailuresBench synthetic = new FailuresBench(segmenter);
        int knees = Integer.parseInt(args[1]);
        for (int i = 0; i < knees; i++) {
            Knee knee = Knee.of(UNSEEN + i);
            synthetic.add(knee.materials(knee.grid(SPACING)), i);
        }
        synthetic.print("synthetic knees", knees);
        LabelSet scheme = LabelSet.ALL.stream()
                .filter(s -> s.name().equals(args[2]))
                .findFirst()
                .orElseThrow();
        FailuresBench real = new FailuresBench(segmenter);
        List<String> maps = Arrays.asList(args).subList(3, args.length);
        for (String map : maps) {
            real.add(LabelRenderer.materials(Volumes.readLabels(Path.of(map), scheme), 1), 1);
        }
        real.print("real label maps with tissue around them", maps.size());
    }

    private void add(Materials truth, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Contrast contrast = Contrast.dess(random);
        LabelMap labels = CleanUp.of(segmenter.segment(Scanner.dess(random).image(truth, contrast, seed)));
        LabelMap reference = truth.labels();
        double cm3 = truth.geometry().voxelVolume() / 1000;
        Mask femoral = labels.mask(LabelSet.FEMORAL_CARTILAGE);
        put("notch: femoral cartilage in cruciates and synovium, cm³", cm3 * in(femoral, truth, CRUCIATES));
        put(
                "trochlea: top of the femoral cartilage in front, mm above the true one",
                top(femoral) - top(reference.mask(LabelSet.FEMORAL_CARTILAGE)));
        Mask menisci = labels.mask(LabelSet.MENISCI);
        put("menisci in the gap's fluid, cm³", cm3 * in(menisci, truth, EnumSet.of(Material.FLUID)));
        put("menisci: volume / true volume", ratio(menisci, reference.mask(LabelSet.MENISCI)));
        put(
                "patellar cartilage: volume / true volume",
                ratio(labels.mask(LabelSet.PATELLAR_CARTILAGE), reference.mask(LabelSet.PATELLAR_CARTILAGE)));
        put("shaft end of the femur, last 10 mm: Dice", end(labels, reference, LabelSet.FEMUR, 1));
        put("shaft end of the tibia, last 10 mm: Dice", end(labels, reference, LabelSet.TIBIA, -1));
        put("bone in air, cm³", cm3 * in(labels.mask(LabelSet.BONES), truth, EnumSet.of(Material.AIR)));
        put(
                "fluid called cartilage, % of the fluid",
                100.0
                        * in(labels.mask(LabelSet.CARTILAGE), truth, EnumSet.of(Material.FLUID))
                        / Math.max(1, count(truth, Material.FLUID)));
    }

    private void put(String what, double value) {
        found.computeIfAbsent(what, w -> new ArrayList<>()).add(value);
    }

    private void print(String what, int cases) {
        if (cases == 0) {
            return;
        }
        System.out.printf("%n%s: %d, mean (least to most)%n", what, cases);
        found.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-72s %8.3f (%.3f to %.3f)%n",
                name,
                all.stream().mapToDouble(v -> v).average().orElse(Double.NaN),
                all.stream().mapToDouble(v -> v).min().orElse(Double.NaN),
                all.stream().mapToDouble(v -> v).max().orElse(Double.NaN)));
    }

    private static long in(Mask tissue, Materials truth, Set<Material> of) {
        long n = 0;
        for (int i = 0; i < tissue.data().length; i++) {
            if (tissue.data()[i] && of.contains(Material.of(truth.data()[i]))) {
                n++;
            }
        }
        return n;
    }

    private static long count(Materials truth, Material m) {
        long n = 0;
        for (byte b : truth.data()) {
            n += b == m.code() ? 1 : 0;
        }
        return n;
    }

    private static double ratio(Mask a, Mask b) {
        return a.count() / (double) b.count();
    }

    /** Height below which 99 % of the set's front half lie. */
    private static double top(Mask set) {
        List<Vec> points = new ArrayList<>();
        Geometry g = set.geometry();
        for (int z = 0, i = 0; z < g.size().z(); z++) {
            for (int y = 0; y < g.size().y(); y++) {
                for (int x = 0; x < g.size().x(); x++, i++) {
                    if (set.data()[i]) {
                        points.add(g.toWorld().apply(x, y, z));
                    }
                }
            }
        }
        double middle = points.stream().mapToDouble(Vec::y).average().orElse(Double.NaN);
        double[] heights = points.stream()
                .filter(p -> p.y() > middle)
                .mapToDouble(Vec::z)
                .sorted()
                .toArray();
        return heights.length == 0 ? Double.NaN : heights[(int) (0.99 * (heights.length - 1))];
    }

    /** Dice of a bone among the voxels nearest the upper (+1) or lower (−1) border of the field of view. */
    private static double end(LabelMap labels, LabelMap reference, String bone, int up) {
        Geometry g = labels.geometry();
        Mask a = labels.mask(bone);
        Mask b = reference.mask(bone);
        double border = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < 8; c++) {
            Vec corner = g.toWorld()
                    .apply(
                            (c & 1) * (g.size().x() - 1),
                            (c >> 1 & 1) * (g.size().y() - 1),
                            (c >> 2) * (g.size().z() - 1));
            border = Math.max(border, up * corner.z());
        }
        long both = 0;
        long sum = 0;
        for (int z = 0, i = 0; z < g.size().z(); z++) {
            for (int y = 0; y < g.size().y(); y++) {
                for (int x = 0; x < g.size().x(); x++, i++) {
                    if ((a.data()[i] || b.data()[i])
                            && up * g.toWorld().apply(x, y, z).z() > border - SHAFT_END) {
                        both += a.data()[i] && b.data()[i] ? 1 : 0;
                        sum += (a.data()[i] ? 1 : 0) + (b.data()[i] ? 1 : 0);
                    }
                }
            }
        }
        return sum == 0 ? Double.NaN : 2.0 * both / sum;
    }
}
