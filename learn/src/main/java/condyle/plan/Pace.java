package condyle.plan;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.net.Task;

/** How long a training step takes. */
public interface Pace {
    /**
     * Seconds of one step.
     *
     * @param patch voxels along x, y, z; for a 2-D network a slice, 1 along one axis
     */
    double seconds(Choice network, Task task, Size patch, int batch);
}
