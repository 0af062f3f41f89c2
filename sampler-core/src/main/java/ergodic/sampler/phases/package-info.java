/** Chains whose warm-up begins with another kernel than they go on with. */
@NullMarked
package ergodic.sampler.phases;

import org.jspecify.annotations.NullMarked;
