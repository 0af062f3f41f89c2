/** Tests of the diagnostics; the differential ones against R's {@code posterior}. */
@NullMarked
package ergodic.diagnostics;

import org.jspecify.annotations.NullMarked;
