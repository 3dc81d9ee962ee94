package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TissueVolumesTest {
    @TempDir
    Path folder;

    private static LabelMap map(LabelSet labels, int... voxels) {
        byte[] data = new byte[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            data[i] = (byte) voxels[i];
        }
        return LabelMap.of(Geometry.of(new Size(data.length, 1, 1), new Vec(0.5, 2, 3)), data, labels);
    }

    @Test
    void groupsSumTheirTissuesAndLesionsCountAsTheirBone() {
        TissueVolumes v = TissueVolumes.of(map(LabelSet.ZIB, 1, 7, 7, 3, 0, 2));
        assertThat(v.volume("femur").orElseThrow()).isCloseTo(9, within(1e-9));
        assertThat(v.volume("bones").orElseThrow()).isCloseTo(12, within(1e-9));
        assertThat(v.volume("patella").orElseThrow()).isZero();
        assertThat(v.volume("medial meniscus")).isEmpty();
    }

    @Test
    void csvHasALineForEachTissueAndGroup() throws IOException {
        Path file = folder.resolve("volumes.csv");
        TissueVolumes.of(map(LabelSet.CONDYLE, 1, 5, 5, 6, 9)).write(file);
        assertThat(Files.readAllLines(file))
                .startsWith("tissue,label,voxels,volume_mm3", "femur,1,1,3.0", "tibia,2,0,0.0")
                .contains("medial tibial cartilage,5,2,6.0", "tibial cartilage,5+6,3,9.0", "menisci,8+9,1,3.0")
                .hasSize(1 + 9 + 5);
    }
}
