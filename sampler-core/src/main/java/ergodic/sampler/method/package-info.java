/**
 * What a sampling method is: a value from which each chain gets a kit of its own ({@link
 * ergodic.sampler.method.SamplingMethod}) and, for configurations, its keys and all that is said of it elsewhere ({@link
 * ergodic.sampler.method.MethodType}). Each method has a package of its own; {@code ergodic.sampler.methods} lists them.
 */
@NullMarked
package ergodic.sampler.method;

import org.jspecify.annotations.NullMarked;
