/** Distances in mm to sets of voxels: exact, with the grid's own spacing. */
package condyle.distance;
