package condyle.report;

import condyle.io.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures as PNG. */
public final class Png {
    private Png() {}

    /** The bytes of a PNG file. */
    public static byte[] bytes(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        try {
            ImageIO.setUseCache(false);
            if (!ImageIO.write(picture, "png", out)) {
                throw new IllegalStateException("this Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new IllegalStateException("PNG into memory: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** Writes a picture, whole or not at all. */
    public static void write(BufferedImage picture, Path path) throws IOException {
        byte[] bytes = bytes(picture);
        WholeFile.write(path, out -> out.write(bytes));
    }
}
