/** Measurements of networks as models: what is proposed because of them is said in {@code docs/results.md}. */
@NullMarked
package ergodic.benchmarks.nn;

import org.jspecify.annotations.NullMarked;
