package condyle.io;

import condyle.image.Side;
import condyle.image.Vec;
import condyle.io.dicom.DicomFile;
import condyle.io.dicom.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** One slice of a DICOM series: where it lies (LPS, mm) and how its pixels are stored. */
record DicomSlice(DicomFile file, int columns, int rows, Place place, Pixels pixels) {
    /** Steps may differ by this share of their length, which is 1° where one is turned. */
    private static final double SAME_STEP = 0.0175;

    private static final String GREY = "MONOCHROME2";

    /** Position of the first pixel's centre, and the steps to the next column and the next row. */
    record Place(Vec position, Vec alongColumns, Vec alongRows) {
        /** Direction from slice to slice: the right-handed normal of columns and rows. */
        Vec normal() {
            return alongColumns.cross(alongRows).unit();
        }

        private boolean sameSteps(Place o) {
            return same(alongColumns, o.alongColumns) && same(alongRows, o.alongRows);
        }

        private static boolean same(Vec a, Vec b) {
            return a.minus(b).norm() < SAME_STEP * a.norm();
        }
    }

    /** 8 or 16 bits a pixel, of which {@code stored} hold the value, the highest at {@code high}. */
    record Pixels(int allocated, int stored, int high, boolean signed, double slope, double intercept) {
        String type() {
            return (signed ? "int" : "uint") + allocated;
        }
    }

    /** Reads the header of one image. */
    static DicomSlice of(DicomFile file) throws IOException {
        Path path = file.path();
        int samples = file.dataset().unsigned(Tag.SAMPLES_PER_PIXEL).orElse(1);
        if (samples != 1) {
            throw new IOException(path + ": colour image with " + samples + " samples a pixel, expected 1 (grey)");
        }
        String shown =
                file.dataset().text(Tag.PHOTOMETRIC).filter(t -> !t.isEmpty()).orElse(GREY);
        if (!shown.equals(GREY)) {
            throw new IOException(path + ": Photometric Interpretation (0028,0004) is '" + shown + "', expected " + GREY
                    + " (0 is black); convert it with 'dcm2niix'");
        }
        double frames = file.dataset().decimals(Tag.FRAMES).map(f -> f[0]).orElse(1.0);
        if (frames > 1) {
            throw new IOException(path + ": multi-frame DICOM with " + (long) frames + " frames is not read; expected "
                    + "one slice a file; convert it with 'dcm2niix'");
        }
        if (file.pixelOffset() < 0) {
            throw new IOException(path + ": has no pixels (7fe0,0010), perhaps truncated; copy or download it again");
        }
        int columns = unsigned(file, Tag.COLUMNS, "Columns");
        int rows = unsigned(file, Tag.ROWS, "Rows");
        if (columns < 1 || rows < 1) {
            throw new IOException(path + ": image of " + columns + "×" + rows + " pixels");
        }
        Pixels pixels = pixels(file);
        // Before any memory is taken for what the header claims.
        file.requirePixels((long) columns * rows * (pixels.allocated / 8));
        return new DicomSlice(file, columns, rows, place(file), pixels);
    }

    private static Place place(DicomFile file) throws IOException {
        double[] position = decimals(file, Tag.POSITION, "Image Position", 3);
        double[] o = decimals(file, Tag.ORIENTATION, "Image Orientation", 6);
        double[] spacing = decimals(file, Tag.PIXEL_SPACING, "Pixel Spacing", 2);
        Vec x = new Vec(o[0], o[1], o[2]);
        Vec y = new Vec(o[3], o[4], o[5]);
        boolean square = Math.abs(x.norm() - 1) < 1e-2 && Math.abs(y.norm() - 1) < 1e-2 && Math.abs(x.dot(y)) < 1e-2;
        if (!square || !(spacing[0] > 0) || !(spacing[1] > 0)) {
            throw new IOException(file.path() + ": Image Orientation (0020,0037) is "
                    + Arrays.toString(o) + " and Pixel Spacing (0028,0030) "
                    + Arrays.toString(spacing)
                    + ", expected two directions at right angles and two lengths above 0");
        }
        // Pixel Spacing gives the distance of rows first.
        return new Place(
                new Vec(position[0], position[1], position[2]),
                x.unit().times(spacing[1]),
                y.unit().times(spacing[0]));
    }

    private static Pixels pixels(DicomFile file) throws IOException {
        int allocated = unsigned(file, Tag.BITS_ALLOCATED, "Bits Allocated");
        int stored = file.dataset().unsigned(Tag.BITS_STORED).orElse(allocated);
        int high = file.dataset().unsigned(Tag.HIGH_BIT).orElse(stored - 1);
        if (allocated != 8 && allocated != 16 || stored < 1 || high >= allocated || high - stored + 1 < 0) {
            throw new IOException(file.path() + ": pixels of " + allocated + " bits, " + stored
                    + " of them stored up to bit " + high + "; expected 8 or 16 bits");
        }
        boolean signed = file.dataset().unsigned(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        double slope = file.dataset().decimals(Tag.RESCALE_SLOPE).map(v -> v[0]).orElse(1.0);
        double intercept =
                file.dataset().decimals(Tag.RESCALE_INTERCEPT).map(v -> v[0]).orElse(0.0);
        return new Pixels(allocated, stored, high, signed, slope == 0 ? 1 : slope, intercept);
    }

    private static int unsigned(DicomFile file, int tag, String name) throws IOException {
        return file.dataset().unsigned(tag).orElseThrow(() -> missing(file, tag, name));
    }

    private static double[] decimals(DicomFile file, int tag, String name, int count) throws IOException {
        return file.dataset().decimals(tag).filter(v -> v.length == count).orElseThrow(() -> missing(file, tag, name));
    }

    private static IOException missing(DicomFile file, int tag, String name) {
        return new IOException(file.path() + ": " + name + " " + Tag.toString(tag)
                + " is missing or broken; a slice without it has no place in space");
    }

    /** Reads the pixels, scaled, to {@code out[from…]}, row by row. */
    void read(float[] out, int from) throws IOException {
        int n = columns * rows;
        byte[] raw = file.pixels(n * (pixels.allocated / 8));
        int up = 31 - pixels.high;
        int down = 32 - pixels.stored;
        float slope = (float) pixels.slope;
        float intercept = (float) pixels.intercept;
        for (int i = 0; i < n; i++) {
            int v = pixels.allocated == 8 ? raw[i] & 0xff : (raw[2 * i + 1] & 0xff) << 8 | raw[2 * i] & 0xff;
            // To the top of 32 bits and down again: cuts other bits off and extends the sign.
            v = pixels.signed ? v << up >> down : v << up >>> down;
            out[from + i] = v * slope + intercept;
        }
    }

    Side side() {
        String letter = file.dataset()
                .text(Tag.IMAGE_LATERALITY)
                .or(() -> file.dataset().text(Tag.LATERALITY))
                .orElse("");
        return letter.equals("L") ? Side.LEFT : letter.equals("R") ? Side.RIGHT : Side.UNKNOWN;
    }

    /** Whether both are of one series: the same UID and echo, as many pixels, as large, in the same directions within 1°. */
    boolean sameSeries(DicomSlice o) {
        return text(Tag.SERIES_UID).equals(o.text(Tag.SERIES_UID))
                && text(Tag.ECHO_NUMBER).equals(o.text(Tag.ECHO_NUMBER))
                && columns == o.columns
                && rows == o.rows
                && place.sameSteps(o.place);
    }

    private String text(int tag) {
        return file.dataset().text(tag).orElse("");
    }

    /** The series as messages show it, with nothing about the patient: {@code series 5 echo 2}. */
    String seriesName() {
        return "series " + number(Tag.SERIES_NUMBER).orElse("without number")
                + number(Tag.ECHO_NUMBER).map(e -> " echo " + e).orElse("");
    }

    private Optional<String> number(int tag) {
        return file.dataset().decimals(tag).map(v -> Long.toString((long) v[0]));
    }
}
