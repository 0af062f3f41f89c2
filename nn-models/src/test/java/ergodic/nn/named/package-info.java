/** Tests of networks with names. */
@NullMarked
package ergodic.nn.named;

import org.jspecify.annotations.NullMarked;
