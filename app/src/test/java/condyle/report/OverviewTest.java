package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {
    /** 80×80×80 mm; a femur of 40×40×40 mm in the middle, the upper half of the image brighter. */
    private static final Geometry GRID = Geometry.of(new Size(20, 40, 80), new Vec(4, 2, 1));

    private static final Caption CAPTION = new Caption("case01", "grid", "right (estimated)");
    private static final int SCALE = 480 / 80;
    /** Upper left corner of the first picture. */
    private static final int LEFT = 32;

    private static final int TOP = 92 + 28;

    @Test
    void outlineOfTheFemurStandsWhereItIsInMillimetres() {
        BufferedImage picture = Overview.draw(image(), femur(), CAPTION);
        for (int mm = 30; mm < 50; mm += 5) {
            assertThat(nearest(picture, LEFT + 20 * SCALE, TOP + mm * SCALE, 0xE8D3A9))
                    .as("anterior border, %d mm from the top", mm)
                    .isLessThan(260);
            assertThat(nearest(picture, LEFT + mm * SCALE, TOP + 60 * SCALE, 0xE8D3A9))
                    .as("lower border, %d mm from the front", mm)
                    .isLessThan(260);
        }
        assertThat(nearest(picture, LEFT + 40 * SCALE, TOP + 50 * SCALE, 0xE8D3A9))
                .isGreaterThan(400);
    }

    @Test
    void superiorIsUp() {
        BufferedImage picture = Overview.draw(image(), femur(), CAPTION);
        assertThat(picture.getRGB(LEFT + 100, TOP + 60) & 0xff).isEqualTo(255);
        assertThat(picture.getRGB(LEFT + 100, TOP + 420) & 0xff).isZero();
    }

    @Test
    void legendShowsEachColour() {
        BufferedImage picture = Overview.draw(image(), femur(), CAPTION);
        int line = 27;
        int x = LEFT + 2 * (480 + 16) + 12 + 10;
        int first = TOP + 480 + 16 + 28 + 16 + line - 5;
        for (int k = 0; k < 9; k++) {
            assertThat(nearest(
                            picture,
                            x,
                            first + k * line,
                            LabelSet.CONDYLE.tissues().get(k).color()))
                    .as(LabelSet.CONDYLE.tissues().get(k).name())
                    .isLessThan(30);
        }
    }

    @Test
    void otherGridIsRefused() {
        Volume other = Volume.of(Geometry.of(new Size(20, 40, 79), new Vec(4, 2, 1)));
        assertThatThrownBy(() -> Overview.draw(other, femur(), CAPTION))
                .hasMessage("image and labels lie on different grids: 20×40×79 at 4.00×2.00×1.00 mm and "
                        + "20×40×80 at 4.00×2.00×1.00 mm; resample one with 'condyle convert --like'");
    }

    @Test
    void mapWithoutAnyTissueIsDrawnThroughItsMiddle(@TempDir Path folder) throws IOException {
        LabelMap empty = LabelMap.of(GRID, new byte[GRID.size().length()], LabelSet.ZIB);
        Png.of(Overview.draw(image(), empty, CAPTION)).write(folder.resolve("overview.png"));
        Png.of(ContactSheet.draw(image(), empty, CAPTION)).write(folder.resolve("sheet.png"));
        assertThat(ImageIO.read(folder.resolve("overview.png").toFile()).getWidth())
                .isEqualTo(2 * 32 + 3 * 480 + 2 * 16);
        assertThat(Files.list(folder).map(p -> p.getFileName().toString()).sorted())
                .containsExactly("overview.png", "sheet.png");
    }

    private static Volume image() {
        float[] data = new float[GRID.size().length()];
        java.util.Arrays.fill(data, data.length / 2, data.length, 100);
        return Volume.of(GRID, data);
    }

    private static LabelMap femur() {
        byte[] data = new byte[GRID.size().length()];
        for (int z = 20; z < 60; z++) {
            for (int y = 10; y < 30; y++) {
                for (int x = 5; x < 15; x++) {
                    data[GRID.size().index(x, y, z)] = 1;
                }
            }
        }
        return LabelMap.of(GRID, data, LabelSet.CONDYLE);
    }

    /** Least sum of differences to a colour within three pixels. */
    private static int nearest(BufferedImage picture, int x, int y, int color) {
        int least = Integer.MAX_VALUE;
        for (int j = y - 3; j <= y + 3; j++) {
            for (int i = x - 3; i <= x + 3; i++) {
                int c = picture.getRGB(i, j);
                int d = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    d += Math.abs((c >> shift & 0xff) - (color >> shift & 0xff));
                }
                least = Math.min(least, d);
            }
        }
        return least;
    }
}
