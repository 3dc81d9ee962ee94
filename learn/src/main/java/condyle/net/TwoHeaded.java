package condyle.net;

import condyle.config.Choice;
import condyle.image.Box;
import condyle.image.Size;
import condyle.nn.Layer;
import condyle.nn.Shell;
import condyle.tensor.Tensor;

/**
 * Any network with a second head beside the one that segments: as many more channels, which are to regress maps.
 *
 * <p>What 001 (Calivà, Iriondo et al., MIDL 2019, arXiv:1908.03679) announces as its extension, and does not draw. Both
 * heads are parts of the network's last convolution, one row of weights for each channel, so they share all that lies
 * before it, names of tensors stay, and its weight has the classes first. Segmentation sees the classes alone.
 */
public final class TwoHeaded implements Network, Shell {
    private final Network body;
    private final int classes;

    private TwoHeaded(Network body, int classes) {
        this.body = body;
        this.classes = classes;
    }

    /**
     * Makes a network, with a second head where there are maps to regress.
     *
     * @param task its classes, without maps
     * @param maps channels of the second head; 0 for none
     */
    public static Network of(Choice network, Task task, int maps) {
        if (maps == 0) {
            return Networks.ALL.make(network, task);
        }
        Task both = new Task(task.inputs(), task.classes() + maps, task.seed(), maps);
        return new TwoHeaded(Networks.ALL.make(network, both), task.classes());
    }

    @Override
    public Tensor forward(Tensor x) {
        return body.forward(x).narrow(1, 0, classes);
    }

    @Override
    public Tensor forward(Tensor x, Tensor places) {
        return heads(x, places).narrow(1, 0, classes);
    }

    @Override
    public Tensor heads(Tensor x, Tensor places) {
        return body.forward(x, places);
    }

    @Override
    public Layer body() {
        return body;
    }

    @Override
    public int dimensions() {
        return body.dimensions();
    }

    @Override
    public int divisor() {
        return body.divisor();
    }

    @Override
    public void requirePatch(Size patch) {
        body.requirePatch(patch);
    }

    @Override
    public Size fit(Size least) {
        return body.fit(least);
    }

    @Override
    public Box covers(Size patch) {
        return body.covers(patch);
    }

    @Override
    public String paper() {
        return body.paper();
    }

    @Override
    public int grain() {
        return body.grain();
    }
}
