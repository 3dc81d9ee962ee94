package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final Geometry GRID = Geometry.of(new Size(50, 10, 10), Vec.of(1));

    @Test
    void sagittalSlicesGoThroughBothCompartmentsAndThePatella() {
        assertThat(sagittal(10, 25, 40)).containsExactly("10 medial", "25 patella", "40 lateral");
    }

    @Test
    void patellaBesideACompartmentGivesWayToTheMiddle() {
        assertThat(sagittal(10, 37, 40)).containsExactly("10 medial", "25 middle", "40 lateral");
    }

    /** Slices shown where medial cartilage, patellar cartilage and lateral cartilage lie at these x. */
    private static List<String> sagittal(int medial, int patella, int lateral) {
        byte[] data = new byte[GRID.size().length()];
        data[GRID.size().index(medial, 5, 5)] = 5;
        data[GRID.size().index(patella, 5, 5)] = 7;
        data[GRID.size().index(lateral, 5, 5)] = 6;
        return new Slices(LabelMap.of(GRID, data, LabelSet.CONDYLE))
                .sagittal().stream().map(p -> p.slice() + " " + p.through()).toList();
    }
}
