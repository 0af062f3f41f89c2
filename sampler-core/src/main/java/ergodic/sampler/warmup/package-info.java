/**
 * How samplers are tuned: search for a first step size, dual averaging, windowed warm-up, fixed tuning, step schedules.
 *
 * <p>Notation: {@code epsilon} step size; {@code delta} target of the mean acceptance; a window is a run of warm-up
 * transitions whose draws make one metric.
 */
@NullMarked
package ergodic.sampler.warmup;

import org.jspecify.annotations.NullMarked;
