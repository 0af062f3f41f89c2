/** Tests of the distributions. */
@NullMarked
package ergodic.model.distribution;

import org.jspecify.annotations.NullMarked;
