package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    /** The shared DESS scan's axes: columns to the back, rows down, slices to the right. */
    private static final Affine SAGITTAL = Affine.of(0, 0, 1.5, -13, -0.3, 0.02, 0, 68, -0.02, -0.3, 0, 79);

    private static final Geometry GEOMETRY = new Geometry(new Size(5, 4, 3), SAGITTAL);

    @Test
    void lettersNameWhereTheAxesRunTo() {
        assertThat(Orientation.of(GEOMETRY)).hasToString("PIR");
        assertThat(Orientation.of(Geometry.of(new Size(2, 2, 2), Vec.of(1)))).isEqualTo(Orientation.RAS);
        assertThat(Orientation.of(GEOMETRY).voxelAxis(0)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "LPS", "PIL", "SRA", "AIR", "IPL", "PIR"})
    void turningKeepsEveryVoxelInItsPlace(String letters) {
        Volume in = numbered(GEOMETRY);
        Volume out = Orientation.of(letters).turn(in);
        assertThat(Orientation.of(out.geometry())).hasToString(letters);
        Affine toIn = GEOMETRY.toVoxel().after(out.geometry().toWorld());
        Size n = out.size();
        for (int i = 0; i < out.data().length; i++) {
            Vec p = toIn.apply(i % n.x(), i / n.x() % n.y(), i / n.x() / n.y());
            int at = GEOMETRY.size().index((int) Math.round(p.x()), (int) Math.round(p.y()), (int) Math.round(p.z()));
            assertThat(out.data()[i]).isEqualTo(in.data()[at]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "LPS", "ASR", "PIR"})
    void turningThereAndBackGivesTheSame(String letters) {
        byte[] data = new byte[60];
        for (int i = 0; i < 60; i++) {
            data[i] = (byte) (i % 10);
        }
        LabelMap in = LabelMap.of(GEOMETRY, data, LabelSet.CONDYLE);
        LabelMap back = Orientation.of(GEOMETRY).turn(Orientation.of(letters).turn(in));
        assertThat(back.data()).isEqualTo(data);
        assertThat(back.geometry().sameGrid(GEOMETRY)).isTrue();
    }

    @Test
    void largeVolumesAreTurnedBlockByBlock() {
        Geometry large = new Geometry(new Size(70, 33, 65), SAGITTAL);
        Volume in = numbered(large);
        Volume out = Orientation.RAS.turn(in);
        assertThat(out.size()).isEqualTo(new Size(65, 70, 33));
        assertThat(out.at(64, 69, 32)).isEqualTo(in.at(0, 0, 64));
        assertThat(Orientation.of(large).turn(out).data()).isEqualTo(in.data());
    }

    @Test
    void wrongLettersAreRefused() {
        for (String letters : new String[] {"RAP", "RA", "XYZ", "ras", "RLS"}) {
            assertThatThrownBy(() -> Orientation.of(letters))
                    .hasMessage("orientation '" + letters
                            + "': expected one each of R or L, A or P, S or I, such as RAS or PIL");
        }
    }

    private static Volume numbered(Geometry g) {
        Volume v = Volume.of(g);
        for (int i = 0; i < v.data().length; i++) {
            v.data()[i] = i;
        }
        return v;
    }

    @Test
    void anAxisAscendsToTheRightTheFrontAndUpwards() {
        Orientation lai = Orientation.of("LAI");
        assertThat(List.of(lai.ascends(0), lai.ascends(1), lai.ascends(2))).containsExactly(false, true, false);
    }
}
