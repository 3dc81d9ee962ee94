/** Knees as functions of place: coordinate networks, latent codes, clouds of points, and the fit of a code to a scan. */
package condyle.implicit;
