package condyle.mesh;

import condyle.image.Vec;
import java.util.Arrays;
import java.util.List;

/**
 * Draws shaded surfaces into an array of pixels: orthographic, the nearest surface wins, light from beside the viewer.
 *
 * <p>Nine samples a pixel soften the edges. Both sides of a surface are lit, so that an open mesh shows its inside. The
 * picture does not depend on the number of threads.
 */
public final class SurfaceRenderer {
    private static final int SAMPLES = 3;
    private static final double AMBIENT = 0.28;
    private static final double DIFFUSE = 0.72;
    private static final double GLOSS = 0.16;
    private static final double SHARPNESS = 24;

    /** A mesh and its colour, 0xRRGGBB. */
    public record Part(Mesh mesh, int color) {}

    /**
     * Where the picture is taken from.
     *
     * @param toViewer world direction from the knee to the viewer
     * @param up world direction towards the picture's upper edge, not along {@code toViewer}
     * @param center world position in the picture's middle
     * @param width what the picture's width spans, mm
     */
    public record Camera(Vec toViewer, Vec up, Vec center, double width) {}

    /** A picture's size in pixels and the colour where no surface is. */
    public record Canvas(int width, int height, int background) {
        public Canvas {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "canvas of " + width + "×" + height + " pixels, expected at least 1×1");
            }
        }
    }

    private final Camera camera;
    private final int width;
    private final int height;
    private final double scale;
    private final Vec right;
    private final Vec up;
    private final Vec near;
    private final Vec light;
    private final float[] depth;
    private final int[] pixels;

    private SurfaceRenderer(Camera camera, Canvas canvas) {
        this.camera = camera;
        width = canvas.width * SAMPLES;
        height = canvas.height * SAMPLES;
        scale = width / camera.width;
        near = camera.toViewer.unit();
        right = camera.up.cross(near).unit();
        up = near.cross(right);
        light = near.plus(up.times(0.55)).plus(right.times(-0.45)).unit();
        depth = new float[width * height];
        pixels = new int[width * height];
        Arrays.fill(depth, Float.NEGATIVE_INFINITY);
        Arrays.fill(pixels, canvas.background);
    }

    /** Draws the parts; pixels are 0xRRGGBB, row by row from the upper left. */
    public static int[] draw(List<Part> parts, Camera camera, Canvas canvas) {
        SurfaceRenderer r = new SurfaceRenderer(camera, canvas);
        for (Part part : parts) {
            r.draw(part);
        }
        return r.averaged(canvas);
    }

    private void draw(Part part) {
        Mesh mesh = part.mesh;
        int n = mesh.vertices();
        Vec between = light.plus(near).unit();
        float[] seen = new float[3 * n];
        float[] lit = new float[n];
        float[] gloss = new float[n];
        float[] normals = mesh.normals();
        for (int v = 0; v < n; v++) {
            Vec p = mesh.point(v).minus(camera.center);
            seen[3 * v] = (float) (width / 2.0 + scale * p.dot(right));
            seen[3 * v + 1] = (float) (height / 2.0 - scale * p.dot(up));
            seen[3 * v + 2] = (float) p.dot(near);
            Vec normal = new Vec(normals[3 * v], normals[3 * v + 1], normals[3 * v + 2]);
            Vec facing = normal.dot(near) < 0 ? normal.times(-1) : normal;
            lit[v] = (float) (AMBIENT + DIFFUSE * Math.max(0, facing.dot(light)));
            gloss[v] = (float) (GLOSS * Math.pow(Math.max(0, facing.dot(between)), SHARPNESS));
        }
        Shaded shaded = new Shaded(seen, lit, gloss, part.color);
        int[] c = mesh.corners();
        for (int t = 0; t < c.length; t += 3) {
            fill(new int[] {c[t], c[t + 1], c[t + 2]}, shaded);
        }
    }

    /** Of each vertex its place in the picture and depth, its share of the colour, and of white. */
    private record Shaded(float[] seen, float[] lit, float[] gloss, int color) {}

    private void fill(int[] corner, Shaded s) {
        float[] seen = s.seen;
        float ax = seen[3 * corner[0]];
        float ay = seen[3 * corner[0] + 1];
        float bx = seen[3 * corner[1]] - ax;
        float by = seen[3 * corner[1] + 1] - ay;
        float cx = seen[3 * corner[2]] - ax;
        float cy = seen[3 * corner[2] + 1] - ay;
        float area = bx * cy - by * cx;
        if (area == 0) {
            return;
        }
        int x0 = Math.max(0, (int) Math.floor(ax + Math.min(0, Math.min(bx, cx))));
        int x1 = Math.min(width - 1, (int) Math.ceil(ax + Math.max(0, Math.max(bx, cx))));
        int y0 = Math.max(0, (int) Math.floor(ay + Math.min(0, Math.min(by, cy))));
        int y1 = Math.min(height - 1, (int) Math.ceil(ay + Math.max(0, Math.max(by, cy))));
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                float px = x + 0.5f - ax;
                float py = y + 0.5f - ay;
                float v = (px * cy - py * cx) / area;
                float w = (bx * py - by * px) / area;
                float u = 1 - v - w;
                if (u >= 0 && v >= 0 && w >= 0) {
                    float[] share = {u, v, w};
                    float d = mix(seen, 3, corner, share);
                    int i = y * width + x;
                    if (d > depth[i]) {
                        depth[i] = d;
                        pixels[i] = color(s.color, mix(s.lit, 1, corner, share), mix(s.gloss, 1, corner, share));
                    }
                }
            }
        }
    }

    /** The last of each vertex's {@code each} numbers, mixed in these shares. */
    private static float mix(float[] of, int each, int[] corner, float[] share) {
        float sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += share[k] * of[each * corner[k] + each - 1];
        }
        return sum;
    }

    private static int color(int color, float share, float white) {
        int out = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int level = Math.round((color >> shift & 0xff) * share + 255 * white);
            out |= Math.max(0, Math.min(255, level)) << shift;
        }
        return out;
    }

    private int[] averaged(Canvas canvas) {
        int[] out = new int[canvas.width * canvas.height];
        for (int i = 0; i < out.length; i++) {
            int x0 = i % canvas.width * SAMPLES;
            int y0 = i / canvas.width * SAMPLES;
            int[] sum = new int[3];
            for (int k = 0; k < SAMPLES * SAMPLES; k++) {
                int p = pixels[(y0 + k / SAMPLES) * width + x0 + k % SAMPLES];
                sum[0] += p >> 16 & 0xff;
                sum[1] += p >> 8 & 0xff;
                sum[2] += p & 0xff;
            }
            int n = SAMPLES * SAMPLES;
            out[i] = (sum[0] + n / 2) / n << 16 | (sum[1] + n / 2) / n << 8 | (sum[2] + n / 2) / n;
        }
        return out;
    }
}
