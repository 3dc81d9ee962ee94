package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Volume;

/** What pictures show: an image and the labels on its grid. */
record Scene(Volume image, LabelMap labels, GreyWindow window) {
    /**
     * An image with a grey window found from its voxels.
     *
     * @throws IllegalArgumentException if the two lie on different grids
     */
    static Scene of(Volume image, LabelMap labels) {
        image.geometry().requireSameGrid("image", "labels", labels.geometry());
        return new Scene(image, labels, GreyWindow.of(image));
    }
}
