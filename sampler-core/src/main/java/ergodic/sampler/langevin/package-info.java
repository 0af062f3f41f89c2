/**
 * Langevin dynamics with stochastic gradients.
 *
 * <p>Convention: {@code theta += epsilon / 2 * G grad + N(0, epsilon G)} with {@code grad} the gradient of the log
 * posterior, or an unbiased estimate of it, and {@code G = M^-1} the inverse metric. Others write the same dynamics with
 * {@code epsilon' = epsilon / 2}: {@code theta += epsilon' grad + N(0, 2 epsilon')}.
 */
@NullMarked
package ergodic.sampler.langevin;

import org.jspecify.annotations.NullMarked;
