/**
 * Sequences of steps, each of some numbers, of one length or of different ones: from .ts files, from tables with a row a step, and
 * from tables with a row a sequence.
 */
@NullMarked
package ergodic.nn.data.sequence;

import org.jspecify.annotations.NullMarked;
