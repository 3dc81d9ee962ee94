package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.nn.Mode;
import condyle.tensor.Engine;
import condyle.tensor.NoGradient;
import condyle.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** 2-D networks on slices of volumes. */
class SlicedTest {
    private static Network flat() {
        return Networks.ALL.make(new Choice("attention-unet", LadderForm.TINY), new Task(1, 3, 1));
    }

    @Test
    void aSliceAcrossAnyAxisGivesWhatTheFlatNetworkGives() {
        Engine.threads(1);
        Network flat = flat();
        flat.mode(Mode.USE);
        float[] image = new float[16 * 8];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.sin(i * 0.7);
        }
        try (NoGradient off = new NoGradient()) {
            float[] expected = flat.forward(Tensor.of(image, 1, 1, 8, 16)).toFloats();
            long[][] shapes = {{1, 1, 8, 16, 1}, {1, 1, 8, 1, 16}, {1, 1, 1, 8, 16}};
            Size[] patches = {new Size(1, 16, 8), new Size(16, 1, 8), new Size(16, 8, 1)};
            for (int k = 0; k < 3; k++) {
                Network sliced = Sliced.of(flat, patches[k]);
                sliced.requirePatch(patches[k]);
                Tensor logits = sliced.forward(Tensor.of(image, shapes[k]));
                assertThat(logits.shape()).containsExactly(1, 3, shapes[k][2], shapes[k][3], shapes[k][4]);
                assertThat(logits.contiguous().toFloats()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aBlockIsTooMuchForAFlatNetwork() {
        assertThatThrownBy(() -> Sliced.of(flat(), new Size(32, 64, 48)))
                .hasMessage(
                        "a 2-D network takes slices, not a block of 32×64×48; expected 1 along the axis across, such as "
                                + "1×64×48 for sagittal, 32×1×48 for coronal, 32×64×1 for axial slices; or a 3-D network");
        Network sagittal = Sliced.of(flat(), new Size(1, 64, 64));
        assertThatThrownBy(() -> sagittal.requirePatch(new Size(64, 64, 1)))
                .hasMessage(
                        "patch 64×64×1 has 64 voxels along x, the axis across the slices of this 2-D network; expected 1");
        assertThat(sagittal.fit(new Size(1, 15, 9))).isEqualTo(new Size(1, 16, 10));
    }

    @Test
    void namesOfWeightsAreTheFlatNetworks() {
        Network flat = flat();
        assertThat(Sliced.of(flat, new Size(1, 8, 8)).state().keySet())
                .isEqualTo(flat.state().keySet());
    }
}
