/**
 * Energy errors of integrators without a Metropolis test: the step that meets a given mean square of them, and the bias that it implies.
 */
@NullMarked
package ergodic.sampler.energy;

import org.jspecify.annotations.NullMarked;
