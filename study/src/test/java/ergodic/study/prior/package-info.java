/** Tests of what a prior says. */
@NullMarked
package ergodic.study.prior;

import org.jspecify.annotations.NullMarked;
