/**
 * A series of numbers in time, cut into windows: what a network sees is the last so many values, what it predicts is the value some
 * steps ahead.
 */
@NullMarked
package ergodic.nn.data.series;

import org.jspecify.annotations.NullMarked;
