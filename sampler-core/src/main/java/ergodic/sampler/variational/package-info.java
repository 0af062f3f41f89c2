/**
 * Variational inference: the member of a family of distributions that is nearest to the posterior by the Kullback-Leibler divergence from it, found by
 * stochastic gradients of the evidence lower bound, and independent draws of it.
 */
@NullMarked
package ergodic.sampler.variational;

import org.jspecify.annotations.NullMarked;
