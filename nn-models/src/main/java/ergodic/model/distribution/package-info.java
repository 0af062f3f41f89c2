/**
 * Probability distributions as descriptions: a normalised log density as a tensor program, and draws.
 *
 * <p>
 * A distribution of numbers works elementwise, with broadcasting between {@code x} and the parameters. A distribution of
 * vectors or matrices takes its events from the last axes of {@code x}, and its log density lacks these axes. Outside the
 * support the log density is minus infinity. Counts are doubles that hold whole numbers; that they are whole is not
 * checked.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>{@code x}</td>
 * <td>where the density is taken; {@code k} for counts</td>
 * </tr>
 * <tr>
 * <td>{@code z}</td>
 * <td>{@code (x - location) / scale}</td>
 * </tr>
 * <tr>
 * <td>{@code logit}</td>
 * <td>{@code log(p / (1 - p))} of a probability {@code p}</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.model.distribution;

import org.jspecify.annotations.NullMarked;
