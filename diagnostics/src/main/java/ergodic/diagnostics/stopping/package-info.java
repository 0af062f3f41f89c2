/** Rules that end a run before its last draw, judged at fixed draws. */
@NullMarked
package ergodic.diagnostics.stopping;

import org.jspecify.annotations.NullMarked;
