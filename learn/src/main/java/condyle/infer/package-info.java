/** Applying trained networks to whole volumes in bounded memory. */
package condyle.infer;
