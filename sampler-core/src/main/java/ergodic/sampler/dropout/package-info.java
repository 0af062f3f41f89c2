/**
 * Dropout as an approximation of the posterior (Gal and Ghahramani 2016; Gal, Hron and Kendall 2017): weights that are random masks of fitted ones.
 *
 * <p>
 * Notation: M are the fitted weights, z a mask of 0 and 1 (or between, where it is relaxed), p a rate, that is the probability of 0; a draw is
 * {@code M z / (1 - p)}.
 */
@NullMarked
package ergodic.sampler.dropout;

import org.jspecify.annotations.NullMarked;
