/** Tests of the readers of others' draws. */
@NullMarked
package ergodic.diagnostics.foreign;

import org.jspecify.annotations.NullMarked;
