/**
 * Pathfinder (Zhang, Carpenter, Gelman and Vehtari 2022): normal approximations of the posterior along the paths of an optimiser, the best of each
 * path weighed against the posterior. For draws, and for starts of chains.
 *
 * <p>
 * Notation: f is the negative log density; s a step between two iterates of L-BFGS, z the change of f's gradient along it; Sigma
 * the inverse Hessian that the pairs imply; q the density of {@code N(x - Sigma grad f(x), Sigma)}.
 */
@NullMarked
package ergodic.sampler.pathfinder;

import org.jspecify.annotations.NullMarked;
