/** Tests of readers of series. */
@NullMarked
package ergodic.nn.data.series;

import org.jspecify.annotations.NullMarked;
