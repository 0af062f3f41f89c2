/** Generated: affine maps, with and without a function at their end, and sums of outer products, in register tiles. See {@link ergodic.autodiff.kernel.generated}. */
@NullMarked
package ergodic.autodiff.kernel.generated.product;

import org.jspecify.annotations.NullMarked;
