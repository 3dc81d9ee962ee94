package condyle.experiment;

import condyle.data.ClassMap;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Probabilities;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.infer.FusionRule;
import condyle.infer.FusionRules;
import condyle.infer.FusionSum;
import condyle.infer.Restore;
import condyle.measure.Compartments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Networks that look at a knee in slices of several planes, one after the other, and answer as one. */
final class FusedFinder implements Finder {
    private final Model.Pass first;
    private final ClassMap classes;
    private final FusionRule rule;
    private final List<Planar> members;

    private FusedFinder(Model.Pass first, ClassMap classes, FusionRule rule, List<Planar> members) {
        this.first = first;
        this.classes = classes;
        this.rule = rule;
        this.members = members;
    }

    static FusedFinder load(Path folder, Model model, Planar.Engine engine) throws IOException {
        Fused fused = model.fused().orElseThrow();
        try {
            fused.requireFit(model.classMap().count());
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve("model.yaml") + ": fused: " + e.getMessage(), e);
        }
        List<Planar> members = new ArrayList<>();
        Model.Pass first = null;
        for (Fused.Member member : fused.members()) {
            Path place = folder.resolve(member.model());
            Model mine = ModelFiles.read(place);
            first = first == null ? mine.passes().get(0) : first;
            members.add(Planar.load(place, mine, member.looksAcross(), engine));
        }
        return new FusedFinder(first, model.classMap(), FusionRules.ALL.make(fused.fusion(), null), members);
    }

    List<Vec> spacings() {
        return List.of(first.spacing());
    }

    @Override
    public Seen look(Volume volume, DoubleConsumer progress) {
        Geometry grid = Planar.grid(first, volume.geometry());
        FusionSum sum = new FusionSum(grid, classes.outputs(), rule, members.size());
        double share = 1.0 / members.size();
        for (int m = 0; m < members.size(); m++) {
            double before = m * share;
            members.get(m).look(volume, grid, sum.member(m), done -> progress.accept(before + share * done));
        }
        Probabilities p = sum.done();
        Probabilities sided = Compartments.of(p.argmax()).map(s -> s.unify(p)).orElse(p);
        return new Seen() {
            @Override
            public Probabilities probabilities() {
                return sided;
            }

            @Override
            public LabelMap on(Geometry target, DoubleConsumer done) {
                return Restore.labels(sided, target);
            }
        };
    }
}
