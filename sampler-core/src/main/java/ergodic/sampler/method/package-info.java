/**
 * Sampling methods as values: a kernel, its tuner and their settings in one record, from which each chain gets a kit of its
 * own.
 */
@NullMarked
package ergodic.sampler.method;

import org.jspecify.annotations.NullMarked;
