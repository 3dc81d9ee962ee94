package condyle.report;

import condyle.io.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture packed as PNG. */
public final class Png {
    private final byte[] bytes;
    private final int width;
    private final int height;

    private Png(byte[] bytes, int width, int height) {
        this.bytes = bytes;
        this.width = width;
        this.height = height;
    }

    public static Png of(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        try {
            ImageIO.setUseCache(false);
            if (!ImageIO.write(picture, "png", out)) {
                throw new IllegalStateException("this Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new IllegalStateException("PNG into memory: " + e.getMessage(), e);
        }
        return new Png(out.toByteArray(), picture.getWidth(), picture.getHeight());
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The picture as an address that holds it whole. */
    String dataAddress() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path path) throws IOException {
        WholeFile.write(path, out -> out.write(bytes));
    }
}
