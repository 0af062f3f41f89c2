/** Tests of what the commands do. */
@NullMarked
package ergodic.study;

import org.jspecify.annotations.NullMarked;
