package condyle.fusion;

import condyle.experiment.Model;
import condyle.experiment.ModelFiles;
import condyle.experiment.Planar;
import condyle.infer.Plane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The runs that are to be fused, each with the plane that it looks across: one run a plane, or one for all.
 *
 * @param runs in the order of the planes
 */
record FusionMembers(List<Member> runs) {
    /** A run and its plane. */
    record Member(Path run, Model model, Plane plane) {}

    /**
     * Gives each plane its run.
     *
     * @throws IOException if a run has no model, or runs do not fit each other
     * @throws IllegalArgumentException if a plane has no run, or two
     */
    static FusionMembers of(List<Path> runs, List<Plane> planes) throws IOException {
        if (planes.stream().distinct().count() < planes.size()) {
            throw new IllegalArgumentException("planes " + names(planes) + ": one stands twice");
        }
        List<Member> all = new ArrayList<>();
        for (Path run : runs) {
            Model model = ModelFiles.read(run);
            Plane plane = Planar.plane(model)
                    .orElseThrow(() -> new IOException(run + ": " + other(model)
                            + "; expected a run of one stage whose infer.window has one voxel along an axis"));
            all.add(new Member(run, model, plane));
            requireSame(all.get(0), all.get(all.size() - 1));
        }
        return new FusionMembers(all.size() == 1 ? looking(all.get(0), planes) : arranged(all, planes));
    }

    private static String other(Model model) {
        if (model.implicit().isPresent()) {
            return "is a function of place, not a network of slices";
        }
        if (model.fused().isPresent()) {
            return "is fused itself";
        }
        return model.passes().size() > 1
                ? "has " + model.passes().size() + " passes ("
                        + model.passes().stream().map(Model.Pass::name).collect(Collectors.joining(", ")) + ")"
                : "is a network of blocks, not of slices: its window is "
                        + model.passes().get(0).infer().window();
    }

    private static void requireSame(Member first, Member other) throws IOException {
        if (!first.model.classes().equals(other.model.classes())) {
            throw new IOException(
                    other.run + ": its classes are " + String.join(", ", other.model.classes()) + ", those of "
                            + first.run + " " + String.join(", ", first.model.classes())
                            + "; runs that are fused have the same classes in the same order");
        }
        Model.Pass a = first.model.passes().get(0);
        Model.Pass b = other.model.passes().get(0);
        if (!look(a).equals(look(b))) {
            throw new IOException(other.run + ": looks at " + look(b) + ", " + first.run + " at " + look(a)
                    + "; runs that are fused have the same spacing, orientation and crop");
        }
    }

    private static String look(Model.Pass pass) {
        return pass.spacing().x() + "×" + pass.spacing().y() + "×"
                + pass.spacing().z() + " mm, "
                + pass.preprocessing().orientation() + ", "
                + pass.preprocessing()
                        .crop()
                        .map(c -> "crop " + c.size() + " at " + c.place())
                        .orElse("no crop");
    }

    private static List<Member> looking(Member one, List<Plane> planes) {
        if (one.model.passes().get(0).preprocessing().letterbox().isPresent() && !planes.equals(List.of(one.plane))) {
            throw new IllegalArgumentException(one.run + ": has a letterbox, which is made for " + one.plane.name()
                    + " slices; expected --planes " + one.plane.name() + ", or a run without one");
        }
        return planes.stream().map(p -> new Member(one.run, one.model, p)).toList();
    }

    private static List<Member> arranged(List<Member> all, List<Plane> planes) {
        List<Member> out = new ArrayList<>();
        for (Plane plane : planes) {
            List<Member> mine = all.stream().filter(m -> m.plane.equals(plane)).toList();
            if (mine.isEmpty()) {
                throw new IllegalArgumentException("no run looks at " + plane.name() + " slices (" + listed(all)
                        + "); expected one run for each of " + names(planes)
                        + ": train one, or say with --planes which there are");
            }
            if (mine.size() > 1) {
                throw new IllegalArgumentException(mine.size() + " runs look at " + plane.name() + " slices ("
                        + listed(all) + "); expected one run for each of " + names(planes));
            }
            out.add(mine.get(0));
        }
        Optional<Member> more =
                all.stream().filter(m -> !planes.contains(m.plane)).findFirst();
        more.ifPresent(m -> {
            throw new IllegalArgumentException(
                    m.run + ": looks at " + m.plane.name() + " slices, which are not among the " + "planes "
                            + names(planes) + "; leave it out, or name its plane with --planes");
        });
        return out;
    }

    private static String listed(List<Member> all) {
        return all.stream().map(m -> m.run + ": " + m.plane.name()).collect(Collectors.joining(", "));
    }

    private static String names(List<Plane> planes) {
        return planes.stream().map(Plane::name).collect(Collectors.joining(", "));
    }

    /** The runs, each once. */
    List<Member> distinct() {
        List<Member> once = new ArrayList<>();
        for (Member m : runs) {
            if (once.stream().noneMatch(o -> o.run.equals(m.run))) {
                once.add(m);
            }
        }
        return once;
    }

    Model.Pass pass() {
        return runs.get(0).model.passes().get(0);
    }

    /** Loads the networks. */
    List<Planar> load(Planar.Engine engine) throws IOException {
        List<Planar> loaded = new ArrayList<>();
        for (Member m : runs) {
            loaded.add(Planar.load(m.run, m.model, m.plane, engine));
        }
        return loaded;
    }
}
