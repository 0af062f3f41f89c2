/**
 * Likelihoods: how the outputs of a network become the distribution of the target.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>outputs</td>
 * <td>what the last layer gives, {@code [rows, k]} for data rows and {@code [n, k]} for fixed inputs</td>
 * </tr>
 * <tr>
 * <td>predictive parameters</td>
 * <td>the numbers by which a {@link ergodic.nn.predict.Mixture} knows the distribution of a row</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.nn.likelihood;

import org.jspecify.annotations.NullMarked;
