@NullMarked
package ergodic.nn.data.kinds;

import org.jspecify.annotations.NullMarked;
