package condyle.experiment;

import condyle.loss.MapHead;
import condyle.net.Network;
import condyle.net.Task;
import condyle.net.TwoHeaded;
import condyle.tensor.Scope;
import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights that a training takes over from a model, whose classes may be others.
 *
 * <p>A tensor is taken whole where the model has one of its name and shape. Along axes that count classes, those of the
 * outputs and of what the stage before found, it is taken class by class, by their names. What is left keeps the numbers
 * that it was drawn with.
 */
final class StartWeights {
    private static final String HINT =
            "; a training that starts from a model has its stages and networks: see its model.yaml";
    private static final int SHOWN = 3;

    private final Path folder;
    private final Model model;
    private final List<String> classes;

    private StartWeights(Path folder, Model model, List<String> classes) {
        this.folder = folder;
        this.model = model;
        this.classes = classes;
    }

    /** The weights of a model's folder, for a training with these classes above background. */
    static StartWeights of(Path folder, List<String> classes) throws IOException {
        return new StartWeights(folder, ModelFiles.read(folder), classes);
    }

    /** What became of a network's tensors, by name; {@code body} is whether any of its kernels fits. */
    private static final class Account {
        final List<String> whole = new ArrayList<>();
        final List<String> parts = new ArrayList<>();
        final List<String> anew = new ArrayList<>();
        final List<String> unused = new ArrayList<>();
        boolean body;
    }

    /**
     * Gives a stage's network, which is on the processor, what fits of the model's stage of the same name.
     *
     * @param position of the stage in the experiment
     * @return in a line what was taken and what was not
     * @throws IOException if the model has no such stage, or nothing fits but single numbers for a channel
     */
    String into(Stage stage, int position, Network network) throws IOException {
        List<String> names = model.passes().stream().map(Model.Pass::name).toList();
        int theirs = names.indexOf(stage.name());
        if (theirs < 0) {
            throw new IOException(folder + ": stage " + stage.name() + ": the model has no stage of this name, it has "
                    + String.join(", ", names) + HINT);
        }
        Model.Pass pass = model.passes().get(theirs);
        List<String> outputs = outputs(classes, stage.head());
        List<String> oldOutputs = outputs(model.classes(), pass.head());
        ChannelAxes axes = new ChannelAxes(
                ChannelAxes.Names.of(outputs, oldOutputs),
                ChannelAxes.Names.of(inputs(position, classes), inputs(theirs, model.classes())),
                shapes(stage, position, 0, 0),
                shapes(stage, position, 1, 0),
                shapes(stage, position, 0, 1));
        SortedMap<String, Tensor> own = network.state();
        SortedMap<String, Tensor> saved = ModelFiles.weights(folder, stage.name());
        Account account = new Account();
        SortedMap<String, Tensor> all = new TreeMap<>(own);
        own.forEach((name, tensor) -> all.put(name, taken(name, tensor, saved.get(name), axes, account)));
        saved.keySet().stream().filter(n -> !own.containsKey(n)).forEach(account.unused::add);
        if (!account.body) {
            throw new IOException(
                    folder + ": stage " + stage.name() + ": none of its weights fits: " + misfit(own, saved) + HINT);
        }
        network.load(all);
        return "stage " + stage.name() + ": " + said(account, own.size(), outputs, oldOutputs);
    }

    /** Names of the channels that come out: background, classes, and what a second head regresses. */
    private static List<String> outputs(List<String> classes, Optional<MapHead> head) {
        List<String> names = new ArrayList<>(List.of("background"));
        names.addAll(classes);
        head.ifPresent(h -> {
            int maps = h.channels(classes.size() + 1);
            for (int m = 0; m < maps; m++) {
                names.add(h.map().type() + (maps == classes.size() ? " of " + classes.get(m) : " " + m));
            }
        });
        return names;
    }

    /** Names of the channels that go in: the image, and each class that the stage before found. */
    private static List<String> inputs(int position, List<String> classes) {
        List<String> names = new ArrayList<>(List.of("image"));
        names.addAll(position == 0 ? List.of() : classes);
        return names;
    }

    /** Shapes of a stage's tensors by name, with so many more inputs and outputs; empty if there is no such network. */
    private Map<String, long[]> shapes(Stage stage, int position, int moreInputs, int moreOutputs) {
        int maps = stage.head().map(h -> h.channels(classes.size() + 1)).orElse(0);
        int inputs = inputs(position, classes).size();
        Map<String, long[]> shapes = new TreeMap<>();
        try (Scope scope = new Scope();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            Task task = new Task(inputs + moreInputs, classes.size() + 1 + moreOutputs, 0);
            TwoHeaded.of(stage.network(), task, maps).state().forEach((name, t) -> shapes.put(name, t.shape()));
        } catch (IllegalArgumentException onlySoManyInputs) {
            return Map.of();
        }
        return shapes;
    }

    private static Tensor taken(String name, Tensor own, Tensor saved, ChannelAxes axes, Account account) {
        Optional<int[][]> sources = saved == null ? Optional.empty() : axes.sources(name, saved.shape());
        if (sources.isEmpty()) {
            account.anew.add(name);
            return own;
        }
        boolean named = axes.named(name);
        if (whole(sources.get(), saved.shape())) {
            account.whole.add(name);
            account.body |= !named && own.rank() > 1;
            return saved;
        }
        account.parts.add(name);
        float[] mixed = own.toFloats();
        mix(mixed, saved.toFloats(), saved.shape(), sources.get());
        return Tensor.of(mixed, own.shape());
    }

    private static boolean whole(int[][] sources, long[] shape) {
        for (int d = 0; d < sources.length; d++) {
            if (sources[d].length != shape[d]) {
                return false;
            }
            for (int i = 0; i < sources[d].length; i++) {
                if (sources[d][i] != i) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes the saved numbers to their places; {@code sources} says for each index of each axis where it comes from. */
    private static void mix(float[] own, float[] saved, long[] shape, int[][] sources) {
        for (int i = 0; i < own.length; i++) {
            int rest = i;
            int from = 0;
            int stride = 1;
            for (int d = sources.length - 1; d >= 0 && from >= 0; d--) {
                int source = sources[d][rest % sources[d].length];
                rest /= sources[d].length;
                from = source < 0 ? -1 : from + stride * source;
                stride *= (int) shape[d];
            }
            if (from >= 0) {
                own[i] = saved[from];
            }
        }
    }

    private static String misfit(Map<String, Tensor> own, Map<String, Tensor> saved) {
        for (Map.Entry<String, Tensor> e : own.entrySet()) {
            Tensor theirs = saved.get(e.getKey());
            if (e.getValue().rank() > 1 && theirs != null) {
                return e.getKey() + " is " + Arrays.toString(theirs.shape()) + " in the model, "
                        + Arrays.toString(e.getValue().shape()) + " here";
            }
        }
        return "they have other names, such as "
                + saved.keySet().stream().findFirst().orElse("none") + " and here "
                + own.keySet().iterator().next();
    }

    private String said(Account account, int count, List<String> outputs, List<String> oldOutputs) {
        String of = "model " + model.name();
        if (account.whole.size() == count) {
            return "all " + count + " weights are those of " + of;
        }
        StringBuilder line = new StringBuilder();
        line.append("of ").append(count).append(" weights ").append(account.whole.size());
        line.append(" are those of ").append(of);
        if (!account.parts.isEmpty()) {
            List<String> kept = outputs.stream().filter(oldOutputs::contains).toList();
            List<String> others =
                    outputs.stream().filter(c -> !oldOutputs.contains(c)).toList();
            line.append(", ").append(account.parts.size()).append(" in part: taken for ");
            line.append(String.join(", ", kept));
            line.append(others.isEmpty() ? "" : "; anew for " + String.join(", ", others));
        }
        append(line, "; anew: ", account.anew);
        append(line, "; not used of the model's: ", account.unused);
        return line.toString();
    }

    private static void append(StringBuilder line, String what, List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - SHOWN;
            line.append(what).append(String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))));
            line.append(more > 0 ? " and " + more + " more" : "");
        }
    }
}
