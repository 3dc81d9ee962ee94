package condyle.statistics;

import condyle.metric.Score;

/**
 * The scores of one tissue in one case by one run.
 *
 * @param subject whom the case shows; several cases, both knees or more visits, may show one
 * @param fold in which the case was held out; empty where there are none
 */
public record Reading(String subject, String fold, Score score) {}
