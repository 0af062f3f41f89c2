/**
 * Priors of weights and biases.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>fan-in</td>
 * <td>number of inputs of a unit: the second dimension of its layer's weight matrix</td>
 * </tr>
 * <tr>
 * <td>layer</td>
 * <td>name of a layer, {@code layer1}, {@code layer2} ... from the inputs to the outputs</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.nn.prior;

import org.jspecify.annotations.NullMarked;
