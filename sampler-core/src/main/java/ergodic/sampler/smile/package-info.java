/**
 * Microcanonical Langevin dynamics with stochastic gradients (SMILE, arXiv 2602.06500), in units of the noise of gradients.
 */
@NullMarked
package ergodic.sampler.smile;

import org.jspecify.annotations.NullMarked;
