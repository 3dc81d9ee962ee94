package condyle.plan;

import condyle.data.Case;
import condyle.image.Geometry;
import condyle.image.Vec;
import java.util.Map;

/**
 * One case as far as a plan must know it.
 *
 * @param from where it stands in the data set
 * @param grid its axes in the order right, front, up
 * @param volumes mm³ of each name of the scheme that occurs
 * @param tissues lengths of the box about all labels, mm along right, front, up
 */
record Scan(Case from, Geometry grid, Map<String, Double> volumes, Vec tissues) {}
