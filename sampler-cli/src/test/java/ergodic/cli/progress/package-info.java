/** Tests of what a run shows while it runs. */
@NullMarked
package ergodic.cli.progress;

import org.jspecify.annotations.NullMarked;
