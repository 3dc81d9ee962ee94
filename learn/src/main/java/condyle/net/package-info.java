/** Networks that name the tissue of each voxel, one file each, and their listing. */
package condyle.net;
