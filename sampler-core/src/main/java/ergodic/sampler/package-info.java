/** Contracts of the samplers: log densities, transition kernels, tuning, transitions. */
@NullMarked
package ergodic.sampler;

import org.jspecify.annotations.NullMarked;
