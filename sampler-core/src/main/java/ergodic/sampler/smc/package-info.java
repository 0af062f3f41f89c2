/**
 * Sequential Monte Carlo from the prior to the posterior, by powers of the likelihood.
 *
 * <p>Notation: {@code beta} power of the likelihood, {@code l} log likelihood, {@code N} particles, {@code Z} evidence. A <em>stage</em> is one
 * power: its weights, its resampling, its moves. A <em>sweep</em> moves every particle by one trajectory.
 */
@NullMarked
package ergodic.sampler.smc;

import org.jspecify.annotations.NullMarked;
