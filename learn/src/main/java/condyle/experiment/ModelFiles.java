package condyle.experiment;

import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A model's folder on disk: model.yaml and weights.safetensors. */
public final class ModelFiles {
    private ModelFiles() {}

    /** Reads model.yaml and checks that the weights beside it are the ones it speaks of. */
    public static Model read(Path folder) throws IOException {
        Run run = new Run(folder);
        if (!Files.exists(run.model())) {
            throw new IOException(folder + ": no model here: model.yaml is missing; expected a folder written by "
                    + "'condyle train' or one that 'condyle models' lists");
        }
        Model model = Formats.model(run.model());
        if (model.fused().isPresent()) {
            requireMembers(folder, model);
            return model;
        }
        if (!Files.exists(run.weights())) {
            throw new IOException(folder + ": weights.safetensors is missing beside model.yaml");
        }
        String found = Provenance.sha256(run.weights());
        if (!found.equals(model.weights())) {
            throw new IOException(run.weights() + ": SHA-256 is " + Fingerprint.brief(found) + ", model.yaml expects "
                    + model.weights() + "; the weights are damaged or of another model: copy the whole folder again");
        }
        return model;
    }

    private static void requireMembers(Path folder, Model model) throws IOException {
        List<Path> members = model.fused().orElseThrow().members().stream()
                .map(m -> folder.resolve(m.model()))
                .toList();
        for (Path member : members) {
            if (read(member).fused().isPresent()) {
                throw new IOException(member + ": is fused itself; expected a network in slices");
            }
        }
        String found = fingerprint(members);
        if (!found.equals(model.weights())) {
            throw new IOException(
                    folder + ": SHA-256 of its members is " + Fingerprint.brief(found) + ", model.yaml expects "
                            + model.weights() + "; a member was changed: copy the whole folder again");
        }
    }

    /** SHA-256 of the SHA-256 of models' model.yaml, a line each, which hold those of their weights. */
    public static String fingerprint(List<Path> models) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path model : models) {
            lines.append(Provenance.sha256(new Run(model).model())).append('\n');
        }
        return Fingerprint.ofText(lines.toString());
    }

    /** The tensors of one pass, by their names within its network. */
    static SortedMap<String, Tensor> weights(Path folder, String pass) throws IOException {
        SortedMap<String, Tensor> part = new TreeMap<>();
        String prefix = pass + ".";
        SafeTensors.read(new Run(folder).weights()).tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor.to(Kind.F32));
            }
        });
        return part;
    }
}
