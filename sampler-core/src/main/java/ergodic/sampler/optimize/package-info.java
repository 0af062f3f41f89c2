/**
 * Optimisers: what starts of chains and fits climb by. Each is told value and gradient at a point and answers with the next
 * point to look at; who calls it evaluates, counts and judges.
 *
 * <p>
 * Notation: theta is the position; what is minimised is a negative log density, as a rule divided by the number of rows.
 */
@NullMarked
package ergodic.sampler.optimize;

import org.jspecify.annotations.NullMarked;
