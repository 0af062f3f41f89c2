/**
 * Random-walk Metropolis: the plainest exact sampler, without gradients.
 *
 * <p>Notation: {@code s} scale of the proposals, {@code A A^T = M^-1} the metric's root, {@code z ~ N(0, I)}.
 */
@NullMarked
package ergodic.sampler.metropolis;

import org.jspecify.annotations.NullMarked;
