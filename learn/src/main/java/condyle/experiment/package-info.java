/** A question asked of data: the experiment, its run, and the segmenter that comes out of it. */
package condyle.experiment;
