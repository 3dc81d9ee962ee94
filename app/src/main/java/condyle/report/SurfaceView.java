package condyle.report;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.mesh.CoatedBone;
import condyle.mesh.Mesh;
import condyle.mesh.Smoothing;
import condyle.mesh.SurfaceRenderer;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smoothed surfaces of a label map's tissues and pictures of them. */
public final class SurfaceView {
    private static final double MARGIN = 1.06;

    private final Map<String, SurfaceRenderer.Part> parts = new LinkedHashMap<>();

    private SurfaceView() {}

    /** The surfaces of the named tissues that are there. */
    public static SurfaceView of(LabelMap map, List<String> tissues) {
        SurfaceView view = new SurfaceView();
        for (String name : tissues) {
            Mesh steps = CoatedBone.surface(map.mask(name));
            if (!steps.isEmpty()) {
                Mesh smooth = Smoothing.taubin(steps, CoatedBone.ROUNDS);
                view.parts.put(name, new SurfaceRenderer.Part(smooth, color(map.labels(), name)));
            }
        }
        return view;
    }

    private static int color(LabelSet labels, String name) {
        return labels.tissue(labels.numbers(name).orElseThrow().nextSetBit(0))
                .map(Tissue::color)
                .orElseThrow();
    }

    /** The surfaces by tissue, with their colours. */
    public Map<String, SurfaceRenderer.Part> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** A picture of the parts whose names hold any of the words, or of all without words. */
    BufferedImage draw(Vec toViewer, int width, int height, List<String> words) {
        List<SurfaceRenderer.Part> chosen = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (words.isEmpty() || words.stream().anyMatch(name::contains)) {
                chosen.add(part);
            }
        });
        return draw(chosen, fit(chosen, toViewer.unit(), (double) width / height), width, height);
    }

    /** A picture of all parts, seen as another one's parts just fit, so that the two can be held against each other. */
    BufferedImage draw(Vec toViewer, int width, int height, SurfaceView framed) {
        List<SurfaceRenderer.Part> frame = List.copyOf((framed.parts.isEmpty() ? this : framed).parts.values());
        return draw(List.copyOf(parts.values()), fit(frame, toViewer.unit(), (double) width / height), width, height);
    }

    private static BufferedImage draw(
            List<SurfaceRenderer.Part> chosen, SurfaceRenderer.Camera camera, int width, int height) {
        int[] pixels = SurfaceRenderer.draw(
                chosen, camera, new SurfaceRenderer.Canvas(width, height, Pen.GROUND.getRGB() & 0xffffff));
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        out.setRGB(0, 0, width, height, pixels, 0, width);
        return out;
    }

    /** A camera that just shows all of the parts in a picture of the given width a height. */
    private static SurfaceRenderer.Camera fit(List<SurfaceRenderer.Part> parts, Vec near, double aspect) {
        Vec up = Math.abs(near.z()) > 0.9 ? new Vec(0, 1, 0) : new Vec(0, 0, 1);
        Vec[] axes = {up.cross(near).unit(), near.cross(up.cross(near).unit()), near};
        double[] low = {1e9, 1e9, 1e9};
        double[] high = {-1e9, -1e9, -1e9};
        for (SurfaceRenderer.Part part : parts) {
            for (int v = 0; v < part.mesh().vertices(); v++) {
                Vec p = part.mesh().point(v);
                for (int k = 0; k < 3; k++) {
                    double at = p.dot(axes[k]);
                    low[k] = Math.min(low[k], at);
                    high[k] = Math.max(high[k], at);
                }
            }
        }
        Vec center = Vec.ZERO;
        for (int k = 0; k < 3 && !parts.isEmpty(); k++) {
            center = center.plus(axes[k].times((low[k] + high[k]) / 2));
        }
        double width = Math.max(high[0] - low[0], (high[1] - low[1]) * aspect);
        return new SurfaceRenderer.Camera(near, up, center, parts.isEmpty() ? 1 : MARGIN * width);
    }
}
