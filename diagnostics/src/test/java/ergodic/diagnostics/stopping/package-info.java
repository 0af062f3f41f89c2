/** Tests of the rules that end a run. */
@NullMarked
package ergodic.diagnostics.stopping;

import org.jspecify.annotations.NullMarked;
