/** Measures of a segmented knee, and what anatomy says about it: volumes, side, plausibility, cleaning. */
package condyle.measure;
