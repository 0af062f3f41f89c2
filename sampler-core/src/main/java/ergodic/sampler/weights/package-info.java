/**
 * Importance weights: draws of one distribution that stand for another. Knows numbers only, neither densities nor draws, so that
 * samplers and diagnostics share it.
 */
@NullMarked
package ergodic.sampler.weights;

import org.jspecify.annotations.NullMarked;
