/** Tests of the search among configurations. */
@NullMarked
package ergodic.study.tune;

import org.jspecify.annotations.NullMarked;
