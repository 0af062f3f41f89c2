/** Tests of layers. */
@NullMarked
package ergodic.nn.layer;

import org.jspecify.annotations.NullMarked;
