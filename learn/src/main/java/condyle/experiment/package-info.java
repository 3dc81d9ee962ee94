/** A question asked of data: the experiment, its knees, its run with its certificate, and the segmenter that comes out of it. */
package condyle.experiment;
