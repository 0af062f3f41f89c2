/** What a run shows while it runs: a live line a chain on a terminal, a line now and then in a file. */
@NullMarked
package ergodic.cli.progress;

import org.jspecify.annotations.NullMarked;
