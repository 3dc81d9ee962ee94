package condyle.net;

import condyle.image.Size;
import condyle.nn.AxialConvolution;
import condyle.nn.Dense;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Mode;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Relative U-Net and Relative V-Net of Imperial College, 2020: told where in the knee a patch lies.
 *
 * <p>One number between −1 and 1, made of the place and, but for the large network, of the coarsest image, is added to
 * the first image that the decoder makes larger. Repository 3D-MRI-Tissue-Segmentation/knee-segmentation; its levels are
 * those of {@link ImperialBody}. As published, the coarsest image is drawn together by three convolutions without padding
 * and laid out as a row, so all patches have the size of {@code patch}. In the standard form they are padded, keep the
 * image's channels and end in its mean, so that the patch may have any size.
 */
public final class ImperialRelative implements Network {
    /** How the number meets the image. */
    public enum Join {
        ADDED,
        MULTIPLIED
    }

    /**
     * @param form kind, depth, width and the rest
     * @param join how the number meets the image
     * @param patch size of all patches as published; else it says nothing
     */
    public record Config(ImperialForm form, Join join, Size patch) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS = new Config(ImperialForm.DEFAULTS, Join.ADDED, new Size(160, 160, 160));

        public static final Config TINY = new Config(ImperialForm.TINY, Join.ADDED, DEFAULTS.patch);

        private boolean large() {
            return form.depth() == ImperialForm.Depth.LARGE;
        }

        private boolean fixed() {
            return form.asPublished() && !large();
        }
    }

    private static final String NAME = "imperial-relative";
    private static final int COMPRESSORS = 3;

    private final Config config;
    private final Task task;
    private final ImperialBody body;
    private final List<Layer> compress = new ArrayList<>();
    private final List<Layer> dense = new ArrayList<>();

    public ImperialRelative(Config config, Task task) {
        this.config = config;
        this.task = task;
        Draw draw = new Draw(task.seed());
        ImperialForm form = config.form;
        ImperialBody.Plan plan = config.large()
                ? new ImperialBody.Plan(quiet(form), List.of(2, 2, 2), 3, 3, ImperialBody.First.PLAIN)
                : new ImperialBody.Plan(form, List.of(2, 2, 2), 2, 2, ImperialBody.First.RESIDUAL);
        body = new ImperialBody(plan, task, draw);
        int seen = 3;
        if (!config.large()) {
            seen = compressor(form.channels(form.depth().halvings), draw);
        }
        dense.add(new Dense(seen, 16, draw));
        dense.add(new Dense(16, 4, draw));
        dense.add(new Dense(config.large() ? 4 : 4 + 3, 1, draw));
    }

    /** The large network adds no noise to its input. */
    private static ImperialForm quiet(ImperialForm f) {
        return new ImperialForm(f.kind(), f.depth(), f.width(), f.skips(), f.norm(), f.dropout(), 0, f.asPublished());
    }

    /** Adds the convolutions that draw the coarsest image together; returns how many numbers come out. */
    private int compressor(int channels, Draw draw) {
        List<Integer> three = Collections.nCopies(3, 3);
        List<Integer> two = Collections.nCopies(3, 2);
        int from = channels;
        for (int i = 0; i < COMPRESSORS; i++) {
            int to = !config.fixed() ? channels : i < COMPRESSORS - 1 ? 3 : 1;
            AxialConvolution.Padding padding =
                    config.fixed() ? AxialConvolution.Padding.VALID : AxialConvolution.Padding.SAME;
            compress.add(new AxialConvolution(
                    AxialConvolution.Shape.of(from, to, three).strided(two).padded(padding), draw));
            from = to;
        }
        return config.fixed() ? row(config.patch.x()) * row(config.patch.y()) * row(config.patch.z()) : channels;
    }

    /** Voxels that are left of a patch's axis after all unpadded convolutions. */
    private int row(int axis) {
        int left = axis >> config.form.depth().halvings;
        for (int i = 0; i < COMPRESSORS; i++) {
            if (left < 3) {
                throw new IllegalArgumentException("patch: " + config.patch + " is too small for " + COMPRESSORS
                        + " unpadded convolutions after " + config.form.depth().halvings
                        + " halvings; take at least 60 voxels an axis in a small network, or leave asPublished out");
            }
            left = (left - 3) / 2 + 1;
        }
        return left;
    }

    @Override
    public Tensor forward(Tensor x) {
        return forward(x, Tensor.zeros(x.size(0), 3).to(x.device()));
    }

    @Override
    public Tensor forward(Tensor x, Tensor places) {
        Patches.require(NAME, 3, task.inputs(), x);
        requirePatch(Patches.of(x));
        return body.forward(x, (bottom, up) -> {
            Tensor number = number(bottom, places).reshape(x.size(0), 1, 1, 1, 1);
            return config.join == Join.ADDED ? up.add(number) : up.mul(number);
        });
    }

    private Tensor number(Tensor bottom, Tensor places) {
        Tensor seen = places;
        if (!config.large()) {
            Tensor y = bottom;
            for (Layer layer : compress) {
                y = layer.forward(y).relu();
            }
            seen = config.fixed() ? y.reshape(y.size(0), -1) : y.mean(2, 3, 4);
        }
        Tensor four = dense.get(1).forward(dense.get(0).forward(seen).relu()).relu();
        return dense.get(2)
                .forward(config.large() ? four : Tensor.cat(1, four, places))
                .tanh();
    }

    @Override
    public Map<String, Layer> children() {
        Map<String, Layer> children = new LinkedHashMap<>(body.children());
        for (int i = 0; i < compress.size(); i++) {
            children.put("compress." + i, compress.get(i));
        }
        for (int i = 0; i < dense.size(); i++) {
            children.put("dense." + i, dense.get(i));
        }
        return children;
    }

    @Override
    public void mode(Mode mode) {
        body.mode(mode);
    }

    @Override
    public String paper() {
        return ImperialForm.PAPER;
    }

    @Override
    public int dimensions() {
        return 3;
    }

    @Override
    public int divisor() {
        return 1 << config.form.depth().halvings;
    }

    @Override
    public Size fit(Size least) {
        return config.fixed() ? config.patch : Network.super.fit(least);
    }

    @Override
    public void requirePatch(Size patch) {
        Patches.require(NAME, 3, config.form.depth().halvings, patch);
        if (config.fixed()) {
            Patches.requirePublished(NAME, config.patch, patch);
        }
    }
}
