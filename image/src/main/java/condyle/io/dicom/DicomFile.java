package condyle.io.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One DICOM file: the kept tags and where its pixels lie.
 *
 * @param pixelOffset byte where Pixel Data starts, or −1 where there is none
 * @param pixelLength bytes of Pixel Data
 */
public record DicomFile(Path path, Dataset dataset, long pixelOffset, long pixelLength) {
    private static final int PREAMBLE = 128;

    /**
     * Parses a file up to its pixels, which are not read.
     *
     * @throws IOException one line with the path: no DICOM, truncated, compressed, nested too deep
     */
    public static DicomFile read(Path path) throws IOException {
        if (!isDicom(path)) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: not a DICOM file: no \"DICM\" at byte 128; the file has %,d bytes",
                    path,
                    Files.size(path)));
        }
        try (FileWindow in = new FileWindow(path)) {
            return new DatasetParser(in).parse();
        }
    }

    /** Whether the file's first bytes are those of a DICOM file, with or without its preamble of 128 bytes. */
    public static boolean isDicom(Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(PREAMBLE + 4);
        }
        return startsLike(head);
    }

    /** As {@link #isDicom(Path)}, of at least 132 bytes. */
    public static boolean startsLike(byte[] head) {
        if (head.length < PREAMBLE + 4) {
            return false;
        }
        boolean marked = head[128] == 'D' && head[129] == 'I' && head[130] == 'C' && head[131] == 'M';
        // Old files start at once with group 0002 or 0008, element 0000–00ff.
        return marked || (head[0] == 2 || head[0] == 8) && head[1] == 0 && head[3] == 0 && plausibleLength(head);
    }

    private static boolean plausibleLength(byte[] head) {
        boolean explicit = isLetter(head[4]) && isLetter(head[5]);
        return explicit || head[6] == 0 && head[7] == 0;
    }

    static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    /**
     * Checks that Pixel Data has at least {@code count} bytes.
     *
     * @throws IOException if it has fewer
     */
    public void requirePixels(long count) throws IOException {
        if (pixelLength < count) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: truncated: Pixel Data has %,d bytes, expected %,d; copy or download it again",
                    path,
                    pixelLength,
                    count));
        }
    }

    /**
     * Reads the first {@code count} bytes of Pixel Data.
     *
     * @throws IOException if there are fewer
     */
    public byte[] pixels(int count) throws IOException {
        requirePixels(count);
        try (FileWindow in = new FileWindow(path)) {
            return in.bytes(pixelOffset, count);
        }
    }
}
