package condyle.net;

import condyle.nn.ChannelDropout;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.nn.Upsample;
import condyle.tensor.Operators;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * U-Net++ in 2-D and 3-D: between encoder and decoder lie nested blocks, each joined with all before it on its level.
 *
 * <p>Zhou et al., DLMIA 2018, doi:10.1007/978-3-030-00889-5_1. Differs from it: voxels are repeated to double the grid, without a
 * convolution, and only the last block of the finest level decides (no deep supervision). As
 * published in the knee code of Imperial College (June 2020), a slip drops a quarter of the channels at the end of each block
 * in training.
 */
public final class UNetPlusPlus {
    private static final String PAPER = "Zhou et al., 2018, doi:10.1007/978-3-030-00889-5_1";

    private UNetPlusPlus() {}

    static final LadderForm TINY = new LadderForm(2, List.of(4, 6, 8), Norm.BATCH, false);

    /** Makes the network. */
    public static Network of(LadderForm form, Task task) {
        LadderPlan plan = form.plan();
        return new PlainNetwork(plan.input("unet-plus-plus", task), new Nest(plan, form, task), PAPER);
    }

    /** All blocks: node.0.0 is the first of the finest level, node.1.0 the first below it. */
    private static final class Nest implements Layer {
        private final List<List<Layer>> levels = new ArrayList<>();
        private final Layer head;

        Nest(LadderPlan plan, LadderForm form, Task task) {
            Draw draw = new Draw(task.seed());
            List<Integer> channels = form.channels();
            for (int i = 0; i < channels.size(); i++) {
                List<Layer> level = new ArrayList<>();
                int to = channels.get(i);
                for (int j = 0; i + j < channels.size(); j++) {
                    int from = j > 0 ? channels.get(i + 1) + j * to : i > 0 ? channels.get(i - 1) : task.inputs();
                    Layer block = plan.block(from, to, draw);
                    level.add(form.asPublished() ? new Sequential(List.of(block, new ChannelDropout(0.25))) : block);
                }
                levels.add(level);
            }
            head = plan.head(channels.get(0), task.classes(), draw);
        }

        @Override
        public Tensor forward(Tensor x) {
            MaxPool pool = new MaxPool(2);
            Upsample up = new Upsample(2, Upsample.Between.NEAREST);
            List<List<Tensor>> made = new ArrayList<>();
            for (int i = 0; i < levels.size(); i++) {
                made.add(new ArrayList<>());
                Tensor from = i == 0 ? x : pool.forward(made.get(i - 1).get(0));
                made.get(i).add(levels.get(i).get(0).forward(from));
            }
            for (int j = 1; j < levels.size(); j++) {
                for (int i = 0; i + j < levels.size(); i++) {
                    List<Tensor> joined = new ArrayList<>(made.get(i));
                    joined.add(0, up.forward(made.get(i + 1).get(j - 1)));
                    Tensor all = Operators.joinChannels(joined.toArray(Tensor[]::new));
                    made.get(i).add(levels.get(i).get(j).forward(all));
                }
            }
            return head.forward(made.get(0).get(levels.size() - 1));
        }

        @Override
        public Map<String, Layer> children() {
            Map<String, Layer> children = new LinkedHashMap<>();
            for (int i = 0; i < levels.size(); i++) {
                for (int j = 0; j < levels.get(i).size(); j++) {
                    children.put("node." + i + "." + j, levels.get(i).get(j));
                }
            }
            children.put("head", head);
            return children;
        }
    }
}
