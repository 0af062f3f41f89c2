/**
 * Tensor programs with a row axis: tracing, shape checks, printing, reverse-mode differentiation and a plain interpreter.
 *
 * <p>
 * A {@link ergodic.autodiff.Program} is a straight line of nodes. Every value is either <em>global</em> (one tensor an
 * evaluation: parameters, priors, sums over rows) or <em>by row</em> (one tensor for each row of the data). Operators
 * never mix rows, save for the reductions over rows ({@link ergodic.autodiff.Op.SumRows},
 * {@link ergodic.autodiff.Op.OuterSumRows}, {@link ergodic.autodiff.Op.ConvolutionWeights},
 * {@link ergodic.autodiff.Op.ScatterAdd} into a global table), so rows can be
 * processed in tiles and in any subset.
 *
 * <p>
 * Start {@code java} with {@value ergodic.autodiff.kernel.provider.KernelProvider#FLAGS}; without, everything takes many times as long.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>{@code [rows, 3, 2]}</td>
 * <td>a value by row: a 3 by 2 matrix for each row</td>
 * </tr>
 * <tr>
 * <td>{@code [3, 2]}</td>
 * <td>a global 3 by 2 matrix</td>
 * </tr>
 * <tr>
 * <td>axis</td>
 * <td>counts the dimensions from 0 <em>without</em> the row axis; negative axes count from the end</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.autodiff;

import org.jspecify.annotations.NullMarked;
