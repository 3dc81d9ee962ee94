package condyle.io.dicom;

import java.io.IOException;
import java.nio.file.Path;

/** How the bytes of a data set are laid out; only uncompressed little endian is read. */
enum TransferSyntax {
    IMPLICIT,
    EXPLICIT;

    /**
     * Finds the syntax of a UID.
     *
     * @throws IOException naming the syntax, and what to do, if it is compressed, deflated or big endian
     */
    static TransferSyntax of(Path path, String uid) throws IOException {
        switch (uid) {
            case "1.2.840.10008.1.2":
                return IMPLICIT;
            case "1.2.840.10008.1.2.1":
                return EXPLICIT;
            default:
                if (!uid.matches("[0-9.]{1,64}")) {
                    throw new IOException(path + ": transfer syntax (0002,0010) is no UID; the file is broken");
                }
                String advice = name(uid).contains("endian") || name(uid).contains("deflated")
                        ? "rewrite it with 'dcmconv +te IN OUT' (dcmtk)"
                        : "decompress it with 'gdcmconv --raw IN OUT' (gdcm)";
                throw new IOException(path + ": transfer syntax " + uid + " (" + name(uid)
                        + ") is not read; expected uncompressed little endian; " + advice);
        }
    }

    private static String name(String uid) {
        return switch (uid) {
            case "1.2.840.10008.1.2.1.99" -> "deflated";
            case "1.2.840.10008.1.2.2" -> "big endian";
            case "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51" -> "JPEG";
            case "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70" -> "JPEG lossless";
            case "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81" -> "JPEG-LS";
            case "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91" -> "JPEG 2000";
            case "1.2.840.10008.1.2.5" -> "RLE";
            default -> "unknown";
        };
    }
}
