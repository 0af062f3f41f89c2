/** Tests of what the commands do. */
@NullMarked
package ergodic.cli.run;

import org.jspecify.annotations.NullMarked;
