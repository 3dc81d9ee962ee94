package condyle.cli;

import condyle.experiment.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finished case in its folder, and whether it would come out the same today. */
record EarlierRun(Path folder, Provenance made) {
    /** The finished case in a folder, or nothing where there is none. */
    static Optional<EarlierRun> in(Path folder) throws IOException {
        return CaseFiles.provenance(folder).map(p -> new EarlierRun(folder, p));
    }

    /** What was found implausible, or an empty text. */
    String implausible() {
        return made.settings().getOrDefault(CaseFiles.FINDINGS, "");
    }

    /**
     * What decides the result and has changed since, a line each; that the input is the same is known already.
     *
     * @param settings all that decides the result today beside input and program, by name
     * @param model the model's files, name to SHA-256
     */
    List<String> changes(Map<String, String> settings, Map<String, String> model) {
        Provenance now = Provenance.of(settings, model);
        List<String> changes = new ArrayList<>();
        compare("program", program(made), program(now), changes);
        compare("engine", made.engine(), now.engine(), changes);
        now.settings().forEach((k, v) -> compare(k, made.settings().get(k), v, changes));
        now.inputs().forEach((k, v) -> {
            if (!v.equals(made.inputs().get(k))) {
                changes.add(k + " of the model has other contents");
            }
        });
        return changes;
    }

    private static String program(Provenance p) {
        return p.version() + " (commit " + p.commit() + ")";
    }

    private static void compare(String what, String before, String now, List<String> changes) {
        if (!now.equals(before)) {
            changes.add(what + " was " + (before == null ? "not set" : before) + ", is " + now);
        }
    }
}
