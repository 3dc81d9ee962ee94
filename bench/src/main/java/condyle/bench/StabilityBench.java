package condyle.bench;

import condyle.experiment.Segmenter;
import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Resample;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.measure.CleanUp;
import condyle.measure.SideEstimate;
import condyle.measure.TissueVolumes;
import condyle.metric.Overlap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How little a scan's labels change when nothing that matters changes: finer voxels, a turn, noise, a mirror; and how
 * well the labels of several scans of one knee on one grid agree.
 */
public final class StabilityBench {
    private static final List<String> TISSUES = List.of(
            LabelSet.FEMUR,
            LabelSet.TIBIA,
            LabelSet.PATELLA,
            LabelSet.FEMORAL_CARTILAGE,
            LabelSet.TIBIAL_CARTILAGE,
            LabelSet.PATELLAR_CARTILAGE,
            LabelSet.MENISCI);
    private static final double TURN = Math.toRadians(10);
    private static final double NOISE = 0.02;
    private static final double BRIGHT = 0.99;

    private final Segmenter segmenter;

    private StabilityBench(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Arguments: the model's folder, then scans. */
    public static void main(String[] args) throws IOException {
        StabilityBench bench = new StabilityBench(Segmenter.load(Path.of(args[0])));
        Map<String, LabelMap> all = new LinkedHashMap<>();
        for (String arg : Arrays.asList(args).subList(1, args.length)) {
            Path path = Path.of(arg);
            all.put(Volumes.caseName(path), bench.variants(Volumes.caseName(path), Volumes.read(path)));
        }
        bench.pairs(all);
    }

    private LabelMap variants(String name, Volume scan) {
        System.out.printf("%n%s: cm³ (change in %%, Dice to the scan as it is)%n", name);
        System.out.printf("%-22s", "");
        TISSUES.forEach(t -> System.out.printf("%-26s", t));
        System.out.println("side");
        LabelMap base = segment(scan);
        row("as it is", base, base);
        row("0.36×0.36×0.70 mm", segment(finer(scan)), base);
        row("turned by 10° (z)", segment(turned(scan)), base);
        row("2 % noise", segment(noisy(scan)), base);
        Volume mirrored = Volume.of(mirrored(scan.geometry()), scan.data());
        LabelMap back = segment(mirrored);
        String side = SideEstimate.of(back).side().toString();
        row("mirrored (" + side + ")", LabelMap.of(scan.geometry(), back.data(), back.labels()), base);
        return base;
    }

    private LabelMap segment(Volume scan) {
        return CleanUp.of(segmenter.segment(scan));
    }

    private static void row(String name, LabelMap map, LabelMap base) {
        System.out.printf("%-22s", name);
        TissueVolumes now = TissueVolumes.of(map);
        TissueVolumes then = TissueVolumes.of(base);
        LabelMap there = map.geometry().sameGrid(base.geometry()) ? map : Resample.nearest(map, base.geometry());
        for (String t : TISSUES) {
            double v = now.volume(t).orElse(Double.NaN);
            double w = then.volume(t).orElse(Double.NaN);
            System.out.printf(
                    Locale.ROOT,
                    "%-26s",
                    String.format(
                            Locale.ROOT, "%.2f (%+.1f %%, %.3f)", v / 1e3, 100 * (v / w - 1), dice(there, base, t)));
        }
        System.out.println(SideEstimate.of(map).side());
    }

    private void pairs(Map<String, LabelMap> all) {
        List<String> names = new ArrayList<>(all.keySet());
        System.out.printf("%nDice between the scans' labels%n");
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                LabelMap a = all.get(names.get(i));
                LabelMap b = all.get(names.get(j));
                System.out.printf("%-22s", names.get(i) + " – " + names.get(j));
                if (!a.geometry().sameGrid(b.geometry())) {
                    System.out.println("not on one grid");
                    continue;
                }
                TISSUES.forEach(t -> System.out.printf(Locale.ROOT, "%s %.3f  ", t, dice(a, b, t)));
                System.out.println();
            }
        }
    }

    private static double dice(LabelMap a, LabelMap b, String tissue) {
        return Overlap.of(a.mask(tissue), b.mask(tissue)).dice();
    }

    /** Slices 0.7 mm apart, voxels of 0.36 mm within them; slices lie across the axis with the largest spacing. */
    private static Volume finer(Volume scan) {
        Vec s = scan.geometry().spacing();
        double largest = Math.max(s.x(), Math.max(s.y(), s.z()));
        Vec wanted =
                new Vec(s.x() == largest ? 0.7 : 0.36, s.y() == largest ? 0.7 : 0.36, s.z() == largest ? 0.7 : 0.36);
        return Resample.to(scan, scan.geometry().withSpacing(wanted), Interpolation.CUBIC);
    }

    /** The scan on a grid turned about the world's long axis through its middle. */
    private static Volume turned(Volume scan) {
        Geometry g = scan.geometry();
        Vec c = g.center();
        double cos = Math.cos(TURN);
        double sin = Math.sin(TURN);
        Affine turn = Affine.of(
                cos,
                -sin,
                0,
                c.x() - cos * c.x() + sin * c.y(),
                sin,
                cos,
                0,
                c.y() - sin * c.x() - cos * c.y(),
                0,
                0,
                1,
                0);
        return Resample.to(scan, new Geometry(g.size(), turn.after(g.toWorld())), Interpolation.CUBIC);
    }

    private static Volume noisy(Volume scan) {
        float[] out = scan.data().clone();
        float[] sorted = out.clone();
        Arrays.sort(sorted);
        double sigma = NOISE * sorted[(int) (BRIGHT * (sorted.length - 1))];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < out.length; i++) {
            out[i] += (float) (sigma * random.nextGaussian());
        }
        return Volume.of(scan.geometry(), out);
    }

    private static Geometry mirrored(Geometry g) {
        return new Geometry(
                g.size(), Affine.scaling(new Vec(-1, 1, 1), Vec.ZERO).after(g.toWorld()));
    }
}
