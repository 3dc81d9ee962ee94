package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BoxTest {
    @Test
    void aBoxesVoxelsHaveTheirPlacesInTheWholeGrid() {
        Box box = new Box(1, 2, 3, 4, 6, 8);
        Size whole = new Size(10, 11, 12);
        int i = 0;
        for (int z = 3; z < 8; z++) {
            for (int y = 2; y < 6; y++) {
                for (int x = 1; x < 4; x++) {
                    assertEquals(whole.index(x, y, z), box.within(whole, i++));
                }
            }
        }
    }

    @Test
    void aSliceIsOneVoxelThick() {
        Size n = new Size(4, 5, 6);
        assertThat(Box.slice(n, 0, 3)).isEqualTo(new Box(3, 0, 0, 4, 5, 6));
        assertThat(Box.slice(n, 1, 0)).isEqualTo(new Box(0, 0, 0, 4, 1, 6));
        assertThat(Box.slice(n, 2, 5)).isEqualTo(new Box(0, 0, 5, 4, 5, 6));
    }

    @Test
    void croppingToABoxBeyondTheGridIsTold() {
        Volume v = Volume.of(Geometry.of(new Size(4, 5, 6), Vec.of(1)));
        assertThatThrownBy(() -> v.crop(new Box(2, 0, 0, 5, 5, 6)))
                .hasMessage("box 2,0,0 to 5,5,6 reaches beyond the grid of 4×5×6");
    }
}
