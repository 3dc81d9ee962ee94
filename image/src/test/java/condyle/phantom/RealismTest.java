package condyle.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.measure.AlignedKnee;
import condyle.measure.Measure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealismTest {
    @Test
    void phantomInTheFieldOfViewOfItselfMeasuresTheSame() {
        Realism realism = new Realism();
        Geometry view = Geometry.of(new Size(140, 180, 150), Vec.of(0.7), new Vec(-48, -55, -45));
        Knee left = Knee.of(11, Side.LEFT);
        List<Measure> real = realism.addReal(AlignedKnee.of(left.materials(view).labels(), Side.LEFT, Realism.SPACING));
        List<Measure> made = realism.addPhantom(realism.phantom(11, 0));
        for (int i = 0; i < real.size(); i++) {
            Measure a = real.get(i);
            Measure b = made.get(i);
            assertThat(b.name()).isEqualTo(a.name());
            // The joint's middle is found on a coarse grid, to half a millimetre or so; contact and short arcs feel
            // that most.
            double share = a.family().matches("contact|gap|radius") ? 0.3 : 0.06;
            double steps = a.unit().equals("mm") ? 2 : 0;
            if (!Double.isNaN(a.value())) {
                assertThat(Math.abs(b.value() - a.value()))
                        .as(a.family() + ": " + a.name() + " " + a.value())
                        .isLessThanOrEqualTo(share * Math.abs(a.value()) + steps);
            }
        }
        assertThat(realism.compare()).hasSize(real.size());
    }
}
