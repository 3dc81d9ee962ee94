package condyle.experiment;

import condyle.config.Choice;
import condyle.infer.FusionRules;
import condyle.infer.Plane;
import java.util.List;

/**
 * A model that puts together what several networks see in slices.
 *
 * @param fusion how
 * @param members the networks, in the order in which the fusion's numbers name them
 * @param others fusions fitted beside it, for {@code condyle fuse --score}
 */
public record Fused(Choice fusion, List<Member> members, List<Other> others) {
    public static final Fused DEFAULTS = new Fused(null, null, List.of());

    public Fused {
        if (members != null && members.isEmpty()) {
            throw new IllegalArgumentException("members: the list is empty, expected at least one network");
        }
        others = List.copyOf(others);
    }

    /**
     * A network and how it looks.
     *
     * @param model folder of its model, relative to the folder of this one
     * @param plane that its slices lie in: see {@link Plane#of(String)}
     */
    public record Member(String model, String plane) {
        public Member {
            if (Plane.of(plane).size() != 1) {
                throw new IllegalArgumentException("plane: '" + plane + "' is several; expected one");
            }
            if (model.startsWith("/") || model.contains("..") || model.isEmpty()) {
                throw new IllegalArgumentException(
                        "model: '" + model + "'; expected a folder inside this one, such as members/1");
            }
        }

        /** The plane that the member looks across. */
        public Plane looksAcross() {
            return Plane.of(plane).get(0);
        }
    }

    /**
     * Another fusion, and how well it did on the cases that all were fitted on.
     *
     * @param dice mean over cases and tissues
     */
    public record Other(Choice fusion, double dice) {}

    /** Checks that the fusions fit this number of networks. */
    void requireFit(int classes) {
        FusionRules.ALL.make(fusion, null).width(members.size(), classes);
        others.forEach(o -> FusionRules.ALL.make(o.fusion, null).width(members.size(), classes));
    }
}
