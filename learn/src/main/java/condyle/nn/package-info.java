/** Layers: what learns, holds its parameters and maps a tensor to a tensor. */
package condyle.nn;
