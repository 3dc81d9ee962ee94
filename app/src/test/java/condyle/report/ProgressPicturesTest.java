package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.train.TrainObserver.Epoch;
import condyle.train.TrainObserver.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressPicturesTest {
    private static final Geometry GRID = Geometry.of(new Size(5, 40, 40), Vec.of(1));

    @TempDir
    Path folder;

    /** A block of femur; all of it true, its lower half found. */
    private static Picture picture(long step, Geometry grid) {
        byte[] truth = new byte[grid.size().length()];
        byte[] found = new byte[truth.length];
        float[] image = new float[truth.length];
        Box block = new Box(0, 10, 10, grid.size().x(), 30, 30);
        for (int i = 0; i < truth.length; i++) {
            int x = i % grid.size().x();
            int y = i / grid.size().x() % grid.size().y();
            int z = i / grid.size().x() / grid.size().y();
            truth[i] = (byte) (block.contains(x, y, z) ? 1 : 0);
            found[i] = z < 20 ? truth[i] : 0;
            image[i] = z;
        }
        return new Picture(
                new Epoch(step, 200, 0.5, 0.75, 1, 1e-3, 0.5, 1),
                Volume.of(grid, image),
                LabelMap.of(grid, truth, LabelSet.CONDYLE),
                LabelMap.of(grid, found, LabelSet.CONDYLE));
    }

    /** Pixels of a tile that are no grey. */
    private static long colored(BufferedImage sheet, int tile) {
        long count = 0;
        for (int y = 78; y < 78 + 240; y++) {
            for (int x = 16 + tile * 248; x < 16 + tile * 248 + 240; x++) {
                int rgb = sheet.getRGB(x, y);
                count += Math.abs((rgb >> 16 & 0xff) - (rgb & 0xff)) > 40 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void imageTruthAndPredictionStandSideBySide() {
        BufferedImage sheet = ProgressSheet.draw("fine", picture(100, GRID));
        assertThat(colored(sheet, 0)).isZero();
        // Outlines of a square and of its lower half: four halves of a side's length to three.
        assertThat((double) colored(sheet, 2) / colored(sheet, 1)).isBetween(0.7, 0.8);
    }

    @Test
    void aSliceOfAnotherPlaneIsShownInItsPlane() {
        Geometry axial = Geometry.of(new Size(40, 60, 1), Vec.of(1));
        Picture flat = new Picture(
                new Epoch(1, 2, 0.5, 0.75, 1, 1e-3, 0.5, 1),
                Volume.of(axial, new float[2400]),
                LabelMap.of(axial, new byte[2400], LabelSet.CONDYLE),
                LabelMap.of(axial, new byte[2400], LabelSet.CONDYLE));
        BufferedImage sheet = ProgressSheet.draw("axial", flat);
        // 240 pixels stand for 60 mm from front to back, 160 for 40 mm across.
        assertThat(sheet.getWidth()).isEqualTo(2 * 16 + 3 * 160 + 2 * 8);
    }

    @Test
    void picturesAreNamedByStageAndStepAndPlayInTheOrderOfTheStages() throws IOException {
        ProgressPictures pictures = new ProgressPictures(folder);
        pictures.write("fine", picture(50, GRID));
        pictures.write("coarse", picture(100, Geometry.of(new Size(5, 40, 60), Vec.of(1))));
        pictures.write("coarse", picture(5, GRID));
        pictures.write("coarse", picture(5, GRID));
        try (Stream<Path> files = Files.list(folder.resolve("progress"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("coarse-005.png", "coarse-100.png", "fine-050.png");
        }
        pictures.animate(List.of("coarse", "fine"));
        try (ImageInputStream in =
                ImageIO.createImageInputStream(folder.resolve("progress.gif").toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            BufferedImage first =
                    ImageIO.read(folder.resolve("progress/coarse-005.png").toFile());
            assertThat(meanError(first, reader.read(0))).isLessThan(3);
            BufferedImage last =
                    ImageIO.read(folder.resolve("progress/fine-050.png").toFile());
            assertThat(meanError(last, reader.read(2))).isLessThan(3);
            IIOMetadataNode root =
                    (IIOMetadataNode) reader.getImageMetadata(2).getAsTree("javax_imageio_gif_image_1.0");
            IIOMetadataNode control = (IIOMetadataNode)
                    root.getElementsByTagName("GraphicControlExtension").item(0);
            assertThat(control.getAttribute("delayTime")).isEqualTo("200");
            reader.dispose();
        }
    }

    /** Mean difference of a channel where both have pixels, of 255. */
    private static double meanError(BufferedImage a, BufferedImage b) {
        double sum = 0;
        int width = Math.min(a.getWidth(), b.getWidth());
        int height = Math.min(a.getHeight(), b.getHeight());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * width * height);
    }

    @Test
    void manyPicturesAreThinnedOutAndNoneMakeNoFile() throws IOException {
        ProgressPictures pictures = new ProgressPictures(folder);
        pictures.animate(List.of("fine"));
        assertThat(folder.resolve("progress.gif")).doesNotExist();
        Files.createDirectories(folder.resolve("progress"));
        Png small = Png.of(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB));
        for (int i = 1; i <= 2 * ProgressPictures.SHOWN; i++) {
            small.write(folder.resolve("progress/fine-%03d.png".formatted(i)));
        }
        pictures.animate(List.of("fine"));
        try (ImageInputStream in =
                ImageIO.createImageInputStream(folder.resolve("progress.gif").toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(ProgressPictures.SHOWN);
            reader.dispose();
        }
    }
}
