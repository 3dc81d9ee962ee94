/** Triangle meshes in world mm: made from fields and masks, smoothed, measured, written, drawn. */
package condyle.mesh;
