/**
 * How long a gradient takes.
 *
 * <p>
 * Notation: a network {@code 8-50-1} has 8 inputs, 50 hidden units and 1 output.
 */
@NullMarked
package ergodic.benchmarks.autodiff;

import org.jspecify.annotations.NullMarked;
