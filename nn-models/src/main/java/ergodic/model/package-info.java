/**
 * The model layer: named parameters with supports, priors, likelihoods and generated quantities, traced to a tensor
 * program, compiled to a log density on the whole of R^d. {@link ergodic.model.ModelBuilder} is where to begin.
 *
 * <p>
 * Start {@code java} with {@value ergodic.autodiff.kernel.provider.KernelProvider#FLAGS}; without, everything takes many times as long.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>theta</td>
 * <td>position of a chain: the free (unconstrained) values of all parameters, in the order of declaration</td>
 * </tr>
 * <tr>
 * <td>free value</td>
 * <td>{@code y}, any real numbers; the parameter's own (constrained) value is {@code x}</td>
 * </tr>
 * <tr>
 * <td>log Jacobian</td>
 * <td>log of the absolute determinant of {@code dx/dy}, over as many coordinates of x as y has</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.model;

import org.jspecify.annotations.NullMarked;
