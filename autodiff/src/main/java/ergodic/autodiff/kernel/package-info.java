/**
 * The arithmetic of tensor programs: loops over runs of rows, products of matrices, sums and windows, in doubles and in
 * floats. {@link ergodic.autodiff.kernel.Kernels} is what a compiled program calls;
 * {@link ergodic.autodiff.kernel.provider.KernelProvider} gives the vector kernels, or their scalar twins where the Vector API or
 * native access is missing. Nothing outside of this package depends on the Vector API: code that is generated elsewhere
 * writes its vectors with {@link ergodic.autodiff.kernel.vector.VectorCode}. Kernels know nothing of programs.
 *
 * <p>
 * Notation: {@code erf}, {@code lgamma}, {@code digamma} and {@code polygamma} are named as in C and in Abramowitz and
 * Stegun (1964).
 */
@NullMarked
package ergodic.autodiff.kernel;

import org.jspecify.annotations.NullMarked;
