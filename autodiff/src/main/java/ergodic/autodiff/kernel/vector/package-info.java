/**
 * What is written by hand of the vector kernels: the functions that have polynomials of their own, which differ by precision in
 * degree and coefficients ({@code VectorExponential} and {@code VectorFloatExponential}), sums and transpositions that move
 * lanes, and the Vector API's calls for code that is written elsewhere
 * ({@link ergodic.autodiff.kernel.vector.VectorCode}). All else is generated ({@code ergodic.autodiff.kernel.generated}).
 */
@NullMarked
package ergodic.autodiff.kernel.vector;

import org.jspecify.annotations.NullMarked;
