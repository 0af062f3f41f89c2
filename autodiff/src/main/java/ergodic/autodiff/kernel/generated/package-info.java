/**
 * Kernels whose text differs by precision in its numbers only, and register tiles, whose text differs by rows and columns: each
 * file here and in the packages below is made from a template in the module {@code kernel-generator} and says so in its first
 * line. To change one, change its template and run {@code scripts/generate-kernels}; a test there fails until then.
 *
 * <table>
 * <caption>Packages</caption>
 * <tr>
 * <td>{@code .scalar}</td>
 * <td>loops over single numbers, and the scalar kernels that call them</td>
 * </tr>
 * <tr>
 * <td>{@code .elementwise}</td>
 * <td>vector loops over runs: functions of one and two operands, sums</td>
 * </tr>
 * <tr>
 * <td>{@code .product}</td>
 * <td>register tiles of affine maps and of sums of outer products</td>
 * </tr>
 * <tr>
 * <td>{@code .window}</td>
 * <td>register tiles of convolutions, and poolings</td>
 * </tr>
 * </table>
 *
 * The package itself holds the vector kernels that call all of these.
 */
@NullMarked
package ergodic.autodiff.kernel.generated;

import org.jspecify.annotations.NullMarked;
