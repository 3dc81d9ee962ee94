/** Numbers that say how well two segmentations of one grid agree. */
package condyle.metric;
