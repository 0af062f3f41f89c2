/** How many effective draws a second the samplers make, on models whose posterior one chain can explore. */
@NullMarked
package ergodic.benchmarks.sampler;

import org.jspecify.annotations.NullMarked;
