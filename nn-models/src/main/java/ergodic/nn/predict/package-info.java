/**
 * The posterior predictive distribution of a network and how good it is.
 *
 * <p>
 * The predictive distribution of a row is the equal mixture, over all draws of all chains, of the likelihood at that
 * draw's outputs. Everything here is computed from the components themselves, never from a moment-matched normal.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>component</td>
 * <td>the likelihood's distribution of one row under one draw; components are ordered by chain, then by draw</td>
 * </tr>
 * <tr>
 * <td>aleatoric</td>
 * <td>mean over components of the component's variance: noise that no further data would remove</td>
 * </tr>
 * <tr>
 * <td>epistemic</td>
 * <td>variance over components of the component's mean: what is not known of the weights</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.nn.predict;

import org.jspecify.annotations.NullMarked;
