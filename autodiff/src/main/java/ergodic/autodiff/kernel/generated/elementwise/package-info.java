/** Generated: vector loops over runs, of one operand or two, and sums of runs. See {@link ergodic.autodiff.kernel.generated}. */
@NullMarked
package ergodic.autodiff.kernel.generated.elementwise;

import org.jspecify.annotations.NullMarked;
