/**
 * Non-reversible parallel tempering from the prior to the posterior.
 *
 * <p>Notation: {@code beta} power of the likelihood, {@code l} log likelihood, {@code r} mean rejection of a swap of two neighbouring
 * rungs, {@code Lambda} (the barrier) the sum of all r.
 */
@NullMarked
package ergodic.sampler.tempering;

import org.jspecify.annotations.NullMarked;
