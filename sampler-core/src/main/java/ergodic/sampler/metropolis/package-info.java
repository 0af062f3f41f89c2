/**
 * Random-walk Metropolis: the plainest exact sampler, without gradients.
 *
 * <p>Notation: {@code s} scale of the proposals, {@code v = M^-1 p ~ N(0, M^-1)} velocity of a momentum {@code p ~ N(0, M)}.
 */
@NullMarked
package ergodic.sampler.metropolis;

import org.jspecify.annotations.NullMarked;
