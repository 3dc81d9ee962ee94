package condyle.net;

import condyle.image.Box;
import condyle.image.Size;

/** Patches of a few sagittal slices, of which the middle one is named. */
final class SliceStack {
    private SliceStack() {}

    /** Fails unless a number of slices has a middle. */
    static void require(int slices) {
        if (slices < 1 || slices % 2 == 0) {
            throw new IllegalArgumentException(
                    "slices: " + slices + "; expected an odd number, so that one is the middle");
        }
    }

    /** A patch with the number of slices along x. */
    static Size fit(int slices, Size patch) {
        return new Size(slices, patch.y(), patch.z());
    }

    /** The middle slice. */
    static Box middle(Size patch) {
        int x = patch.x() / 2;
        return new Box(x, 0, 0, x + 1, patch.y(), patch.z());
    }
}
