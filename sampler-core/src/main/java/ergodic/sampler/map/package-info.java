/** The mode of the posterior by optimisation, as one member a chain. */
@NullMarked
package ergodic.sampler.map;

import org.jspecify.annotations.NullMarked;
