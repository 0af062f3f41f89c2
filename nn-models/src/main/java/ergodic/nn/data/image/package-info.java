/**
 * Images: from IDX, NPY and NPZ files, and from folders of PNG and JPEG files by class.
 *
 * <p>
 * A picture is kept as it was read, a byte a pixel where that holds it, {@code [channels][height][width]}; what enters the network is
 * scaled by what the training pictures say, or by 255.
 */
@NullMarked
package ergodic.nn.data.image;

import org.jspecify.annotations.NullMarked;
