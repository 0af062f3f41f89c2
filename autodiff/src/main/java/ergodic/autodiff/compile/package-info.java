/**
 * The compiler: a program becomes a flat plan of instructions over one preallocated, 64-byte aligned arena.
 *
 * <p>
 * {@link ergodic.autodiff.compile.CompiledProgram} is the way in. Below it, {@code lowering} makes a plan of a program, {@code plan}
 * holds what a plan is, {@code instruction} what its instructions do, and {@code running} runs it over the rows, on one
 * thread or more. {@code running} and {@code lowering} do not know each other; all know {@code plan}, which knows none of
 * them. See {@code docs/guide/compiler.md}.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr>
 * <td>tile</td>
 * <td>a block of rows that goes through a whole stage while it is in cache</td>
 * </tr>
 * <tr>
 * <td>lane</td>
 * <td>the place of a row in a tile; {@code width} lanes a tile, some of the last being padding</td>
 * </tr>
 * <tr>
 * <td>element</td>
 * <td>one number of a global value, or a run of {@code width} numbers of a value by row</td>
 * </tr>
 * <tr>
 * <td>level</td>
 * <td>even: global; odd: by row; each uses what lower levels made</td>
 * </tr>
 * </table>
 */
@NullMarked
package ergodic.autodiff.compile;

import org.jspecify.annotations.NullMarked;
