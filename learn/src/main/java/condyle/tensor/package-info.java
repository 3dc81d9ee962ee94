/**
 * Tensors, memory scopes, devices, optimizers and weight files, on libtorch.
 *
 * <p>The only package that touches native code: no type of the engine appears in a public signature.
 */
package condyle.tensor;
