/** Tests of priors of weights. */
@NullMarked
package ergodic.nn.prior;

import org.jspecify.annotations.NullMarked;
