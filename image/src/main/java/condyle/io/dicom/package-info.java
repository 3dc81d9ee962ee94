/**
 * The parts of DICOM files that hold an image: a small, bounded parser of uncompressed little-endian files.
 *
 * <p>Only the tags listed in {@link condyle.io.dicom.Tag} are kept, and none of them names or describes the patient:
 * everything else is stepped over and never enters memory as a value. See DICOM PS3.5 and PS3.10.
 */
package condyle.io.dicom;
