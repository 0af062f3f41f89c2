/**
 * What is written by hand of the scalar kernels: functions of single numbers
 * ({@link ergodic.autodiff.kernel.scalar.ScalarMath}), and sums that differ by precision in more than their numbers. The loops
 * are generated ({@code ergodic.autodiff.kernel.generated.scalar}).
 */
@NullMarked
package ergodic.autodiff.kernel.scalar;

import org.jspecify.annotations.NullMarked;
