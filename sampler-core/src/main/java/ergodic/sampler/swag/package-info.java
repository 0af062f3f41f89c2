/**
 * SWAG (Maddox, Garipov, Izmailov, Vetrov and Wilson 2019): a normal approximation with the first two moments of an optimiser's path after a mode.
 *
 * <p>
 * Notation: theta_i is a point that was collected on the path, m the mean of all of them, s their variances coordinate by coordinate, D the
 * matrix of the last K deviations from the mean as it was when each was collected.
 */
@NullMarked
package ergodic.sampler.swag;

import org.jspecify.annotations.NullMarked;
