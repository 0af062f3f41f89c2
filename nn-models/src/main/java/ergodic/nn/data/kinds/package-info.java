/** The kinds of data that a configuration can name. */
@NullMarked
package ergodic.nn.data.kinds;

import org.jspecify.annotations.NullMarked;
