/** Tests of distances. */
@NullMarked
package ergodic.diagnostics.distance;

import org.jspecify.annotations.NullMarked;
