/**
 * The Metropolis-adjusted Langevin algorithm.
 *
 * <p>Convention: a step epsilon proposes {@code theta + epsilon^2 / 2 M^-1 grad + epsilon M^-1/2 z}, that is, one leapfrog step
 * from a fresh momentum. Others write the same proposal with {@code epsilon' = epsilon^2}, or {@code epsilon^2 / 2}.
 */
@NullMarked
package ergodic.sampler.mala;

import org.jspecify.annotations.NullMarked;
