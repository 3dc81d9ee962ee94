package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SliceCarrierTest {
    private static final Geometry FRAME = Geometry.of(new Size(9, 8, 11), new Vec(1, 1.1, 0.8), new Vec(2, -3, 4));

    private interface Function {
        float at(Vec world);
    }

    /** Carries a function's values at a plane's voxels over to the frame. */
    private static float[] carried(Plane plane, int across, Function f) {
        Geometry slices = plane.grid(FRAME, across, new Vec(0.9, 0.9, 0.9));
        float[] out = new float[FRAME.size().length()];
        AtomicIntegerArray told = new AtomicIntegerArray(out.length);
        SliceCarrier carrier = new SliceCarrier(slices, across, FRAME, (at, said) -> {
            out[at] = said[0];
            told.incrementAndGet(at);
        });
        for (float[] slice : slices(slices, across, f)) {
            carrier.next(new float[][] {slice});
        }
        for (int i = 0; i < out.length; i++) {
            assertThat(told.get(i)).as("voxel %d of %s", i, plane).isEqualTo(1);
        }
        return out;
    }

    private static List<float[]> slices(Geometry g, int across, Function f) {
        List<float[]> all = new ArrayList<>();
        Size n = g.size();
        int[] at = new int[3];
        int u = across == 0 ? 1 : 0;
        int v = across == 2 ? 1 : 2;
        for (int k = 0; k < n.along(across); k++) {
            float[] slice = new float[n.along(u) * n.along(v)];
            for (int i = 0; i < slice.length; i++) {
                at[across] = k;
                at[u] = i % n.along(u);
                at[v] = i / n.along(u);
                slice[i] = f.at(g.toWorld().apply(at[0], at[1], at[2]));
            }
            all.add(slice);
        }
        return all;
    }

    @Test
    void everyVoxelIsToldOnceAndALinearFunctionIsCarriedExactly() {
        Vec slope = new Vec(0.3, -0.2, 0.5);
        Geometry inner = FRAME;
        for (Plane plane : List.of(Plane.SAGITTAL, Plane.AXIAL, Plane.SIX.get(1), Plane.SIX.get(2), Plane.SIX.get(4))) {
            for (int across = 0; across < 3; across++) {
                float[] out = carried(plane, across, p -> (float) p.dot(slope));
                // Half a voxel at the border counts on instead of going on.
                for (int z = 2; z < 9; z++) {
                    for (int y = 2; y < 6; y++) {
                        for (int x = 2; x < 7; x++) {
                            Vec p = inner.toWorld().apply(x, y, z);
                            assertThat((double) out[FRAME.size().index(x, y, z)])
                                    .isCloseTo(p.dot(slope), within(1e-4));
                        }
                    }
                }
            }
        }
    }

    @Test
    void onTheVeryVoxelsTheVeryNumbersCome() {
        SplittableRandom random = new SplittableRandom(3);
        Size n = FRAME.size();
        float[][] classes = new float[2][n.length()];
        for (float[] c : classes) {
            for (int i = 0; i < c.length; i++) {
                c[i] = (float) random.nextDouble();
            }
        }
        for (int across = 0; across < 3; across++) {
            float[][] out = new float[2][n.length()];
            SliceCarrier carrier = new SliceCarrier(FRAME, across, FRAME, (at, said) -> {
                out[0][at] = said[0];
                out[1][at] = said[1];
            });
            int u = across == 0 ? 1 : 0;
            int v = across == 2 ? 1 : 2;
            int[] at = new int[3];
            for (int k = 0; k < n.along(across); k++) {
                float[][] slice = new float[2][n.along(u) * n.along(v)];
                for (int i = 0; i < slice[0].length; i++) {
                    at[across] = k;
                    at[u] = i % n.along(u);
                    at[v] = i / n.along(u);
                    slice[0][i] = classes[0][n.index(at[0], at[1], at[2])];
                    slice[1][i] = classes[1][n.index(at[0], at[1], at[2])];
                }
                carrier.next(slice);
            }
            assertThat(Arrays.equals(out[0], classes[0]) && Arrays.equals(out[1], classes[1]))
                    .isTrue();
        }
    }
}
