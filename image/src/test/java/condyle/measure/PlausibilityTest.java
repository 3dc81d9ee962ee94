package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.io.RealData;
import condyle.io.Volumes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibilityTest {
    private static final Geometry GRID = Geometry.of(new Size(50, 50, 50), Vec.of(2));

    @Test
    void nothingFoundIsNoKnee() {
        List<String> findings = Plausibility.check(LabelMap.of(GRID, new byte[125000], LabelSet.CONDYLE));
        assertThat(findings).hasSize(10).startsWith("femur: 0.0 cm³, expected 30–500 cm³");
    }

    @Test
    void speckleOfTheRightVolumeSpreadsTooFar() {
        byte[] data = new byte[125000];
        for (int i = 0; i < data.length; i += 103) {
            data[i] = 2;
        }
        LabelSet cartilage = new LabelSet("c", List.of(new condyle.image.Tissue(2, LabelSet.PATELLAR_CARTILAGE, 0)));
        assertThat(Plausibility.check(LabelMap.of(GRID, data, cartilage)))
                .containsExactly("patellar cartilage: spreads 50.0 mm around its middle, expected 8–23 mm");
    }

    @Test
    void tissuesInTheWrongPlaceAreNamed() {
        byte[] data = new byte[125000];
        for (int i = 0; i < data.length; i++) {
            int x = i % 50;
            int y = i / 50 % 50;
            int z = i / 2500;
            boolean inside = x < 25 && y < 25;
            data[i] = (byte) (inside && z < 15 ? 1 : inside && z >= 15 && z < 30 ? 2 : 0);
        }
        LabelSet bones = new LabelSet(
                "b",
                List.of(
                        new condyle.image.Tissue(1, LabelSet.FEMUR, 0),
                        new condyle.image.Tissue(2, LabelSet.TIBIA, 0)));
        assertThat(Plausibility.check(LabelMap.of(GRID, data, bones)))
                .containsExactly("femur and tibia: middles 30.0 mm apart, expected 35–110 mm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"akoa-01-visit1.nii.gz", "akoa-04-visit2.nii.gz"})
    void realKneesArePlausible(String file) throws IOException {
        LabelMap map = Volumes.readLabels(RealData.path("labels/" + file), LabelSet.ZIB);
        assertThat(Plausibility.check(map)).isEmpty();
    }
}
