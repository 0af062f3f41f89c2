/**
 * Layers of networks beside dense ones: recurrences over sequences, convolutions, normalisations, embeddings, attention. A
 * layer is a record of its sizes; it says which parameters it has, with their shapes and fan-in, so that priors can be given
 * to them, and applies itself to tensors once a {@link ergodic.nn.layer.ParameterSource} has declared them. All work within a
 * row, so the likelihood stays a product over rows.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>T</td>
 * <td>steps of a sequence, padded to the longest</td>
 * </tr>
 * <tr>
 * <td>h, c</td>
 * <td>state of a recurrence, and cell state of an LSTM, [units]</td>
 * </tr>
 * <tr>
 * <td>r, z, n</td>
 * <td>reset gate, update gate and new state of a GRU</td>
 * </tr>
 * <tr>
 * <td>i, f, g, o</td>
 * <td>input gate, forget gate, cell input and output gate of an LSTM</td>
 * </tr>
 * <tr>
 * <td>weight_ih, weight_hh</td>
 * <td>weights from the input to the gates and from the state to the gates, gates one below the other</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.nn.layer;

import org.jspecify.annotations.NullMarked;
