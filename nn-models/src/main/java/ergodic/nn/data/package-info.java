/**
 * Tables of data for networks: read from files, checked, split, encoded.
 *
 * <p>
 * Everything that is learned from data (means, standard deviations, categories, classes) is learned from the training
 * rows only. Rows and columns are counted from 0, the header not counted; lines of a file from 1, as editors do.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>feature</td>
 * <td>a column of the file that the network sees; a category takes as many inputs as it has values</td>
 * </tr>
 * <tr>
 * <td>input</td>
 * <td>one number that enters the network: a standardised number, or one indicator of a category</td>
 * </tr>
 * <tr>
 * <td>standardised</td>
 * <td>{@code (x - mean) / sd}, with the mean and the standard deviation (divisor n) of the training rows</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.nn.data;

import org.jspecify.annotations.NullMarked;
