/**
 * The running of a plan: rows are brought into tiles, the tiles of a stage are cut into blocks, and the blocks run one after another
 * or side by side on a team of threads, to the same bits. {@link ergodic.autodiff.compile.running.Crew} is the way in.
 */
@NullMarked
package ergodic.autodiff.compile.running;

import org.jspecify.annotations.NullMarked;
