/**
 * Synthetic knees: anatomy as signed distance functions, its deformation, contrast and the scanner.
 *
 * <p>Anatomical space is (x lateral, y anterior, z superior) in mm with the origin on the tibial plateau.
 */
package condyle.phantom;
