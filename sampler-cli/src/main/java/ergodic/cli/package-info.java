/** The command {@code ergodic}. */
@NullMarked
package ergodic.cli;

import org.jspecify.annotations.NullMarked;
