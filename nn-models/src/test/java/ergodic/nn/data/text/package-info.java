/** Tests of readers of texts. */
@NullMarked
package ergodic.nn.data.text;

import org.jspecify.annotations.NullMarked;
