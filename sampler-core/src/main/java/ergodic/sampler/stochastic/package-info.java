/**
 * Kinetic Langevin dynamics with stochastic gradients, {@code dx = M^-1 p dt}, {@code dp = g dt - gamma p dt + sqrt(2 gamma) dW} with
 * {@code Cov W = M}: SGHMC, batches of rows whose place in a shuffled epoch is saved, the exact second moments that noise of
 * gradients leaves on a Gaussian, and a step chosen for them.
 */
@NullMarked
package ergodic.sampler.stochastic;

import org.jspecify.annotations.NullMarked;
