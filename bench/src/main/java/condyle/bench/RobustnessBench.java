package condyle.bench;

import condyle.experiment.Segmenter;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Vec;
import condyle.io.Csv;
import condyle.measure.CleanUp;
import condyle.metric.Overlap;
import condyle.phantom.Contrast;
import condyle.phantom.Grades;
import condyle.phantom.Knee;
import condyle.phantom.Look;
import condyle.phantom.Materials;
import condyle.phantom.Scanner;
import condyle.phantom.Slices;
import condyle.phantom.Thermal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * How far a model's Dice falls as scans get worse: noise, receive field, slice thickness, contrast family, and as
 * knees bend and ail more. Each row changes one thing of a good DESS scan of the same unseen synthetic knees.
 */
public final class RobustnessBench {
    private static final long UNSEEN = 515151;
    private static final double SPACING = 0.7;
    /** Slices thinner than that, mm. */
    private static final double THIN = 0.5;

    private static final List<String> GROUPS = List.of(LabelSet.BONES, LabelSet.CARTILAGE, LabelSet.MENISCI);

    /** One thing changed. */
    private interface Change {
        Scanner of(Scanner good);
    }

    private final Segmenter segmenter;
    private final List<Knee> subjects = new ArrayList<>();
    private final List<Materials> knees = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private RobustnessBench(Segmenter segmenter, int count) {
        this.segmenter = segmenter;
        for (int i = 0; i < count; i++) {
            Knee knee = Knee.of(UNSEEN + i);
            subjects.add(knee);
            knees.add(knee.materials(knee.grid(SPACING)));
        }
    }

    /** Arguments: the model's folder, the number of knees, the table to write. */
    public static void main(String[] args) throws IOException {
        RobustnessBench bench = new RobustnessBench(Segmenter.load(Path.of(args[0])), Integer.parseInt(args[1]));
        IntFunction<Materials> usual = bench.knees::get;
        for (double noise : new double[] {0, 0.01, 0.02, 0.04, 0.08, 0.12}) {
            bench.row("noise, share of the brightest", noise, usual, s -> with(s, s.slices(), s.bias(), noise));
        }
        for (double bias : new double[] {0, 0.2, 0.4, 0.6}) {
            bench.row("receive field, deviation of its logarithm", bias, usual, s -> with(s, s.slices(), bias, 0.02));
        }
        bench.row("slice thickness, mm", THIN, bench::thin, s -> with(s, Slices.THIN, s.bias(), 0.02));
        for (double mm : new double[] {SPACING, 1, 1.5, 2, 3, 4}) {
            bench.row("slice thickness, mm", mm, usual, s -> with(s, new Slices(0, mm, 0.5), s.bias(), 0.02));
        }
        for (double degrees : new double[] {0, 10, 20, 30}) {
            bench.row("flexion, degrees", degrees, bench.changed(k -> k.bent(degrees)), s -> s);
        }
        for (int grade = 0; grade <= Grades.WORST; grade++) {
            Grades all = Grades.all(grade);
            bench.row("grade of all findings", grade, bench.changed(k -> k.with(all)), s -> s);
        }
        for (Look look : Look.values()) {
            bench.row("contrast " + look, Double.NaN, look);
        }
        List<String> columns = new ArrayList<>(List.of("what", "value"));
        GROUPS.forEach(g -> columns.add(g + " dice"));
        Csv.write(Path.of(args[2]), columns, bench.rows);
    }

    private static Scanner with(Scanner s, Slices slices, double bias, double noise) {
        Thermal thermal = new Thermal(noise, s.noise().grain(), 1, 0);
        return new Scanner(s.artefacts(), s.blur(), slices, bias, thermal, s.gamma(), s.masked());
    }

    /** The knees, each changed before it is imaged. */
    private IntFunction<Materials> changed(UnaryOperator<Knee> change) {
        return i -> {
            Knee knee = change.apply(subjects.get(i));
            return knee.materials(knee.grid(SPACING));
        };
    }

    /** A knee in slices thinner than the usual voxels. */
    private Materials thin(int i) {
        Knee knee = subjects.get(i);
        return knee.materials(knee.grid(SPACING).withSpacing(new Vec(SPACING, SPACING, THIN)));
    }

    private void row(String what, double value, IntFunction<Materials> truth, Change change) {
        double[] dice = new double[GROUPS.size()];
        for (int i = 0; i < subjects.size(); i++) {
            Materials knee = truth.apply(i);
            SplittableRandom random = new SplittableRandom(i);
            Contrast contrast = Contrast.dess(random);
            Scanner scanner = change.of(Scanner.dess(random));
            add(dice, knee, segmenter.segment(scanner.image(knee, contrast, i)));
        }
        print(what, value, dice);
    }

    private void row(String what, double value, Look look) {
        double[] dice = new double[GROUPS.size()];
        for (int i = 0; i < knees.size(); i++) {
            add(dice, knees.get(i), segmenter.segment(look.image(knees.get(i), new SplittableRandom(i))));
        }
        print(what, value, dice);
    }

    private void add(double[] dice, Materials truth, LabelMap found) {
        LabelMap clean = CleanUp.of(found);
        LabelMap reference = truth.labels();
        for (int g = 0; g < dice.length; g++) {
            dice[g] += Overlap.of(clean.mask(GROUPS.get(g)), reference.mask(GROUPS.get(g)))
                            .dice()
                    / knees.size();
        }
    }

    private void print(String what, double value, double[] dice) {
        List<String> line = new ArrayList<>(List.of(what, Csv.number(value)));
        StringBuilder shown = new StringBuilder(String.format(
                Locale.ROOT, "%-44s %6s", what, Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value)));
        for (int g = 0; g < dice.length; g++) {
            line.add(Csv.number(dice[g]));
            shown.append(String.format(Locale.ROOT, "  %s %.3f", GROUPS.get(g), dice[g]));
        }
        rows.add(line);
        System.out.println(shown);
    }
}
