/** Tests of comparisons. */
@NullMarked
package ergodic.study.compare;

import org.jspecify.annotations.NullMarked;
