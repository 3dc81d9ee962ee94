package condyle.report;

import condyle.io.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures one after another as an animated GIF that begins again at its end.
 *
 * <p>A GIF has 256 colours: a {@link Palette} of all pictures together.
 */
final class Animation {
    /** Hundredths of a second. */
    private static final int EACH = 25;

    private static final int LAST = 200;

    private final List<BufferedImage> frames;
    private final Palette palette;

    private Animation(List<BufferedImage> frames) {
        int width = frames.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
        int height = frames.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
        this.frames = frames.stream().map(f -> onto(f, width, height)).toList();
        this.palette = Palette.of(this.frames);
    }

    /** The picture on a dark sheet of a size. */
    private static BufferedImage onto(BufferedImage frame, int width, int height) {
        Pen pen = new Pen(width, height);
        pen.graphics().drawImage(frame, 0, 0, null);
        return pen.done();
    }

    /** Writes the file, whole or not at all; smaller pictures get a dark rim at the right and below. */
    static void write(Path file, List<BufferedImage> frames) throws IOException {
        Animation animation = new Animation(frames);
        WholeFile.write(file, out -> {
            ImageIO.setUseCache(false);
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                animation.write(writer);
            } finally {
                writer.dispose();
            }
        });
    }

    private void write(ImageWriter writer) throws IOException {
        ImageWriteParam how = writer.getDefaultWriteParam();
        writer.prepareWriteSequence(null);
        for (int i = 0; i < frames.size(); i++) {
            BufferedImage frame = palette.paint(frames.get(i));
            IIOMetadata notes = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), how);
            String format = notes.getNativeMetadataFormatName();
            IIOMetadataNode root = (IIOMetadataNode) notes.getAsTree(format);
            control(root, i + 1 < frames.size() ? EACH : LAST);
            forever(root);
            notes.setFromTree(format, root);
            writer.writeToSequence(new IIOImage(frame, null, notes), how);
        }
        writer.endWriteSequence();
    }

    private static void control(IIOMetadataNode root, int hundredths) {
        IIOMetadataNode node = child(root, "GraphicControlExtension");
        node.setAttribute("disposalMethod", "none");
        node.setAttribute("userInputFlag", "FALSE");
        node.setAttribute("transparentColorFlag", "FALSE");
        node.setAttribute("transparentColorIndex", "0");
        node.setAttribute("delayTime", Integer.toString(hundredths));
    }

    /** Netscape's extension: begin again, without end. */
    private static void forever(IIOMetadataNode root) {
        IIOMetadataNode node = new IIOMetadataNode("ApplicationExtension");
        node.setAttribute("applicationID", "NETSCAPE");
        node.setAttribute("authenticationCode", "2.0");
        node.setUserObject(new byte[] {1, 0, 0});
        child(root, "ApplicationExtensions").appendChild(node);
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode made = new IIOMetadataNode(name);
        root.appendChild(made);
        return made;
    }
}
