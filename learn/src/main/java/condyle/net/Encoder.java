package condyle.net;

import condyle.nn.Layer;
import condyle.tensor.Tensor;
import java.util.List;

/** A network for classification without its classifier, whose names are those of torchvision. */
interface Encoder extends Layer {
    /** Features from the finest grid to the coarsest. */
    List<Tensor> levels(Tensor x);

    /** Channels of each level. */
    List<Integer> channels();

    /** Features of the coarsest grid. */
    @Override
    default Tensor forward(Tensor x) {
        List<Tensor> levels = levels(x);
        return levels.get(levels.size() - 1);
    }

    /** Channels that its first convolution takes for a task: one is repeated to the three of a colour image. */
    static int inputs(Task task) {
        return task.inputs() == 1 ? 3 : task.inputs();
    }

    /** Repeats a single channel three times; leaves others as they are. */
    static Tensor colours(Tensor x) {
        return x.size(1) == 1 ? Tensor.cat(1, x, x, x).channelsLast() : x;
    }
}
