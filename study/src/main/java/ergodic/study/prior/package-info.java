/** What a prior says before any target is seen. */
@NullMarked
package ergodic.study.prior;

import org.jspecify.annotations.NullMarked;
