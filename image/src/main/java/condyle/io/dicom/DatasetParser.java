package condyle.io.dicom;

import java.io.IOException;
import java.util.Locale;

/**
 * Walks the elements of one file: keeps what {@link Tag} lists, steps over the rest.
 *
 * <p>Bounded: each length is checked against what is left of its parent, nesting goes no deeper than {@value #DEEPEST},
 * a kept value is at most {@value #LONGEST} bytes. Sequences of undefined length are walked item by item.
 */
final class DatasetParser {
    private static final int DEEPEST = 16;
    private static final int LONGEST = 256;
    private static final long UNDEFINED = 0xffffffffL;

    private final FileWindow in;
    private final Dataset dataset = new Dataset();
    private long pixelOffset = -1;
    private long pixelLength;

    DatasetParser(FileWindow in) {
        this.in = in;
    }

    /** One element's head: its tag, where its value starts, the value's length, and whether its VR is SQ or UN. */
    private record Element(int tag, String vr, long value, long length) {}

    DicomFile parse() throws IOException {
        long at = in.size() > 132 && in.tag(128) == 0x49444d43 ? 132 : 0;
        // The group after the mark is always explicit; it ends where another group starts.
        while (at + 8 <= in.size() && in.u16(at) == 2) {
            Element e = element(at, TransferSyntax.EXPLICIT, in.size());
            keep(e);
            at = e.value + e.length;
        }
        TransferSyntax syntax = dataset.text(Tag.TRANSFER_SYNTAX).isPresent()
                ? TransferSyntax.of(in.path(), dataset.text(Tag.TRANSFER_SYNTAX).get())
                : guess(at);
        walk(at, in.size(), syntax, 0);
        return new DicomFile(in.path(), dataset, pixelOffset, pixelLength);
    }

    private TransferSyntax guess(long at) throws IOException {
        boolean letters = at + 6 <= in.size()
                && DicomFile.isLetter((byte) in.u8(at + 4))
                && DicomFile.isLetter((byte) in.u8(at + 5));
        return letters ? TransferSyntax.EXPLICIT : TransferSyntax.IMPLICIT;
    }

    /** Walks elements up to {@code end}, or to the mark that ends an item of undefined length; returns where it ended. */
    private long walk(long from, long end, TransferSyntax syntax, int depth) throws IOException {
        long at = from;
        while (at + 8 <= end) {
            Element e = element(at, syntax, end);
            if (depth > 0 && e.tag == Tag.ITEM_END) {
                return e.value;
            }
            if (depth == 0 && e.tag == Tag.PIXEL_DATA) {
                requireDefined(e);
                pixelOffset = e.value;
                pixelLength = e.length;
                return end;
            }
            if (e.length == UNDEFINED) {
                // CP-246: a sequence that a program did not know is UN and implicit inside.
                at = items(e, end, e.vr.equals("UN") ? TransferSyntax.IMPLICIT : syntax, depth + 1);
            } else {
                if (depth == 0) {
                    keep(e);
                }
                at = e.value + e.length;
            }
        }
        return end;
    }

    private void requireDefined(Element e) throws IOException {
        if (e.length == UNDEFINED) {
            throw new IOException(in.path() + ": Pixel Data is compressed though the transfer syntax says it is not; "
                    + "expected uncompressed pixels; decompress it with 'gdcmconv --raw IN OUT' (gdcm)");
        }
    }

    /** Walks the items of a sequence of undefined length; returns where the sequence ended. */
    private long items(Element sequence, long end, TransferSyntax syntax, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException(in.path() + ": sequences nested deeper than " + DEEPEST + " at byte "
                    + String.format(Locale.ROOT, "%,d", sequence.value) + "; the file is broken");
        }
        long at = sequence.value;
        while (true) {
            if (at + 8 > end) {
                throw truncated(sequence.tag, at, "has no end");
            }
            int tag = in.tag(at);
            long length = in.u32(at + 4);
            if (tag == Tag.SEQUENCE_END) {
                return at + 8;
            }
            if (tag != Tag.ITEM) {
                throw new IOException(in.path() + ": " + Tag.toString(tag) + " stands in sequence "
                        + Tag.toString(sequence.tag) + " at byte " + String.format(Locale.ROOT, "%,d", at)
                        + ", expected an item; the file is broken");
            }
            if (length == UNDEFINED) {
                at = walk(at + 8, end, syntax, depth);
            } else {
                if (length > end - at - 8) {
                    throw truncated(tag, at, claim(length, end - at - 8));
                }
                at += 8 + length;
            }
        }
    }

    private Element element(long at, TransferSyntax syntax, long end) throws IOException {
        int tag = in.tag(at);
        Element e;
        if (tag >>> 16 == 0xfffe || syntax == TransferSyntax.IMPLICIT) {
            e = new Element(tag, "", at + 8, in.u32(at + 4));
        } else {
            String vr = "" + (char) in.u8(at + 4) + (char) in.u8(at + 5);
            e = switch (vr) {
                case "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV" ->
                    new Element(tag, vr, at + 12, in.u32(at + 8));
                default -> new Element(tag, vr, at + 8, in.u16(at + 6));
            };
        }
        if (e.length != UNDEFINED && e.length > end - e.value) {
            throw truncated(tag, at, claim(e.length, Math.max(0, end - e.value)));
        }
        return e;
    }

    private void keep(Element e) throws IOException {
        if (Tag.isKept(e.tag) && e.length <= LONGEST) {
            dataset.put(e.tag, in.bytes(e.value, (int) e.length));
        }
    }

    private static String claim(long claimed, long left) {
        return String.format(Locale.ROOT, "claims %,d bytes, %,d are left", claimed, left);
    }

    private IOException truncated(int tag, long at, String what) {
        return new IOException(String.format(
                Locale.ROOT,
                "%s: truncated or broken: element %s at byte %,d %s; copy or download it again",
                in.path(),
                Tag.toString(tag),
                at,
                what));
    }
}
