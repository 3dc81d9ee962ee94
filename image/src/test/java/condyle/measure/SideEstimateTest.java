package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.io.RealData;
import condyle.io.Volumes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SideEstimateTest {
    private static final Size SIZE = new Size(40, 8, 8);

    /** A medial and a lateral plate at the grid's two ends along x, whose step in the world is given. */
    private static LabelMap plates(Vec xStep, int medial, int lateral) {
        byte[] data = new byte[SIZE.length()];
        for (int i = 0; i < data.length; i++) {
            int x = i % SIZE.x();
            data[i] = (byte) (x < 8 ? medial : x >= 32 ? lateral : 0);
        }
        Vec y = Math.abs(xStep.y()) > Math.abs(xStep.x()) ? new Vec(1, 0, 0) : new Vec(0, 1, 0);
        Geometry g = new Geometry(SIZE, Affine.of(xStep, y, new Vec(0, 0, 1), Vec.ZERO));
        return LabelMap.of(g, data, LabelSet.CONDYLE);
    }

    @Test
    void lateralTowardsThePatientsRightIsARightKnee() {
        SideEstimate e = SideEstimate.of(plates(new Vec(1, 0, 0), 5, 6));
        assertThat(e.side()).isEqualTo(Side.RIGHT);
        assertThat(e.confidence()).isCloseTo(1, within(1e-9));
        assertThat(e.reason()).isEqualTo("lateral lies 32 mm to the patient's right of medial");
        assertThat(e).hasToString("right (estimated)");
    }

    @Test
    void mirroredGridIsALeftKnee() {
        assertThat(SideEstimate.of(plates(new Vec(-1, 0, 0), 8, 9)).side()).isEqualTo(Side.LEFT);
        assertThat(SideEstimate.of(plates(new Vec(1, 0, 0), 9, 8)).side()).isEqualTo(Side.LEFT);
    }

    @Test
    void tooLittleOrSidewaysTissueIsUnknown() {
        SideEstimate none = SideEstimate.of(plates(new Vec(1, 0, 0), 5, 0));
        assertThat(none.side()).isEqualTo(Side.UNKNOWN);
        assertThat(none.confidence()).isZero();
        assertThat(none.reason()).startsWith("too little tibial cartilage and meniscus");
        SideEstimate turned = SideEstimate.of(plates(new Vec(0.1, 1, 0), 5, 6));
        assertThat(turned.side()).isEqualTo(Side.UNKNOWN);
        assertThat(turned.reason()).isEqualTo("lateral lies 32.2 mm from medial, 3.2 mm of it along left–right");
    }

    @Test
    void realRightKneeIsARightKneeAndPlausible() throws IOException {
        LabelMap map = Volumes.readLabels(RealData.path("labels/dess-right-ten-tissues.nrrd"), LabelSet.PYMSKT);
        assertThat(SideEstimate.of(map).side()).isEqualTo(Side.RIGHT);
        assertThat(Plausibility.check(map)).isEmpty();
    }
}
