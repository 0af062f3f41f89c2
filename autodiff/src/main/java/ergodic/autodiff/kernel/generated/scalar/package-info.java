/** Generated: loops over single numbers, and {@code ScalarKernels}, which calls them. Knows no vectors. See {@link ergodic.autodiff.kernel.generated}. */
@NullMarked
package ergodic.autodiff.kernel.generated.scalar;

import org.jspecify.annotations.NullMarked;
