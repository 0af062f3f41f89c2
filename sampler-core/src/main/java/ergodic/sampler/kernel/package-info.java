/**
 * Linear algebra of metrics and trees on {@code double[]}, in vectors and, as a twin, in scalars. Only what the JIT does not
 * turn into vectors by itself is here: it does so with elementwise loops (kick, drift, products with a diagonal), which
 * therefore stay where they are used.
 *
 * <p>Every operation is defined to the bit: the order of its additions is part of its contract, the same in scalars and in
 * vectors of any width, and nothing is contracted to a fused multiply-add. So draws do not depend on the machine.
 */
@NullMarked
package ergodic.sampler.kernel;

import org.jspecify.annotations.NullMarked;
