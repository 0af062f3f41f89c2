/**
 * Cycles of steps that begin long and end short, so that a chain leaves a mode and then samples the next one (Zhang, Li, Zhang, Chen
 * and Wilson 2020): for any kernel whose tuning has a step.
 */
@NullMarked
package ergodic.sampler.cycles;

import org.jspecify.annotations.NullMarked;
