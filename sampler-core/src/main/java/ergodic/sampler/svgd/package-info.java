/**
 * Stein variational gradient descent (Liu and Wang 2016): particles that follow the gradient together and push each other apart.
 *
 * <p>
 * Notation: x_i are the particles, n their number, k(x, y) = exp(-|x - y|^2 / h) the kernel with its bandwidth h.
 */
@NullMarked
package ergodic.sampler.svgd;

import org.jspecify.annotations.NullMarked;
