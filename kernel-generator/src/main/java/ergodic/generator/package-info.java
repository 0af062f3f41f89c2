/**
 * Writes the source of the kernels that differ in numbers only: in the precision, in the rows and columns of a register tile, in the
 * function that a tile ends in. A tool of the build: nothing of the product depends on it.
 *
 * <p>
 * {@link ergodic.generator.KernelCatalogue} lists the classes that are made. The text of each lies beside this package (among
 * the resources) as a {@link ergodic.generator.SourceTemplate template}: Java with holes, written as for doubles.
 * {@link ergodic.generator.NumberKind} says what goes into the holes for either precision,
 * {@link ergodic.generator.RegisterTile} writes the methods of all register tiles from one template, and
 * {@link ergodic.generator.GenerateKernels} writes the files; {@code scripts/generate-kernels} runs it.
 *
 * <table>
 * <caption>Holes of all templates</caption>
 * <tr>
 * <td>{@code $Number$}, {@code $number$}, {@code $NUMBER$}</td>
 * <td>Double, double, DOUBLE or Float, float, FLOAT</td>
 * </tr>
 * <tr>
 * <td>{@code $Bits$}, {@code $bits$}</td>
 * <td>the integer of a number's size: Long, long or Int, int</td>
 * </tr>
 * <tr>
 * <td>{@code $Float$}, {@code $Twin$}</td>
 * <td>in a name, the mark of this precision's classes (nothing or Float), and of the other's</td>
 * </tr>
 * <tr>
 * <td>{@code $f$}, {@code $round$}</td>
 * <td>the suffix of a floating point literal, and the cast of a double to a number: f, (float)</td>
 * </tr>
 * <tr>
 * <td>{@code $8$}, {@code $24$} ...</td>
 * <td>so many bytes of doubles, half as many of floats</td>
 * </tr>
 * <tr>
 * <td>{@code $tiles$}</td>
 * <td>the methods of the class's register tiles</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.generator;

import org.jspecify.annotations.NullMarked;
