package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StackTest {
    private static final Geometry GRID = Geometry.of(new Size(3, 4, 5), new Vec(1, 2, 3));

    @Test
    void sagittalShowsAnteriorLeftAndSuperiorUp() {
        Stack stack = Stack.of(GRID, View.SAGITTAL);
        assertThat(stack.count()).isEqualTo(3);
        assertThat(stack.width()).isEqualTo(4);
        assertThat(stack.height()).isEqualTo(5);
        assertThat(stack.index(0, 0, 1)).isEqualTo(GRID.size().index(1, 3, 4));
        assertThat(stack.acrossStep()).isEqualTo(2);
        assertThat(stack.downStep()).isEqualTo(3);
    }

    @Test
    void coronalAndAxialShowThePatientsRightOnTheLeft() {
        assertThat(Stack.of(GRID, View.CORONAL).index(0, 0, 2))
                .isEqualTo(GRID.size().index(2, 2, 4));
        assertThat(Stack.of(GRID, View.AXIAL).index(0, 0, 2))
                .isEqualTo(GRID.size().index(2, 3, 2));
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void pictureDoesNotDependOnHowTheGridIsStored(View view) {
        float[] data = new float[60];
        for (int i = 0; i < data.length; i++) {
            data[i] = i;
        }
        Volume straight = Volume.of(GRID, data);
        float[] expected = Stack.of(GRID, view).grey(straight, 1);
        for (String letters : new String[] {"LPS", "PIR", "SAL", "ASR", "RSA"}) {
            Volume turned = Orientation.of(letters).turn(straight);
            Stack stack = Stack.of(turned.geometry(), view);
            int same = stack.ascending() ? 1 : stack.count() - 2;
            assertThat(stack.grey(turned, same)).as(letters).isEqualTo(expected);
        }
    }
}
