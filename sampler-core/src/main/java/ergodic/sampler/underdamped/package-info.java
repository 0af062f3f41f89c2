/**
 * Underdamped (kinetic) Langevin dynamics without a Metropolis test.
 *
 * <p>Notation: {@code epsilon} step, {@code L} decoherence time, {@code M} metric, {@code p ~ N(0, M)} momentum, {@code s = epsilon^2
 * lambda / 4} for a direction of curvature lambda in the metric, {@code r} relative error of a variance.
 */
@NullMarked
package ergodic.sampler.underdamped;

import org.jspecify.annotations.NullMarked;
