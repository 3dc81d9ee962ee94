package condyle.image;

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
}
