package condyle.train;

import condyle.data.Samples;
import condyle.image.LabelSet;

/**
 * A patch that is looked at after epochs, for pictures of the progress.
 *
 * @param every epochs between two looks
 * @param samples whose number 0 is the patch, of a knee never trained on
 * @param outputs what the network's classes above background are
 */
public record Shown(int every, Samples samples, LabelSet outputs) {}
