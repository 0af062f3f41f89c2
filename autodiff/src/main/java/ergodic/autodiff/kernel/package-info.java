/**
 * Static methods that do the arithmetic of tensor programs: special functions of one number, and loops over vectors and
 * matrices. They know nothing of programs.
 *
 * <p>
 * Notation: {@code erf}, {@code lgamma}, {@code digamma} and {@code polygamma} are named as in C and in Abramowitz and
 * Stegun (1964).
 */
@NullMarked
package ergodic.autodiff.kernel;

import org.jspecify.annotations.NullMarked;
