/**
 * Running chains: several chains on several threads, with progress, cancellation, checkpoints and resuming.
 *
 * <p>
 * Words: a <em>transition</em> is one step of a kernel; a <em>draw</em> is a transition whose state is kept (every
 * {@code thin}-th of the sampling phase, every one of the warm-up); a <em>chain</em> goes through the phases of
 * {@link ergodic.sampler.run.RunPhase}. The draws of a chain depend on its number and the seed, on nothing else: not on
 * the number of threads, not on where a run was stopped and resumed.
 */
@NullMarked
package ergodic.sampler.run;

import org.jspecify.annotations.NullMarked;
