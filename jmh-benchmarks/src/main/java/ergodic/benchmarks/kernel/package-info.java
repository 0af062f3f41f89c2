/**
 * How fast the kernels are, by shape and in both precisions.
 *
 * <p>
 * Notation: a layer {@code 8x24} has 8 outputs and 24 inputs. GFMA/s are billions of multiply-adds a second.
 */
@NullMarked
package ergodic.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
