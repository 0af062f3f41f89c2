/** Tests of readers of images. */
@NullMarked
package ergodic.nn.data.image;

import org.jspecify.annotations.NullMarked;
