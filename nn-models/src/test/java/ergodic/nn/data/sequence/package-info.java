/** Tests of readers of sequences. */
@NullMarked
package ergodic.nn.data.sequence;

import org.jspecify.annotations.NullMarked;
