/**
 * Laplace's approximation (MacKay 1992; Daxberger et al. 2021): climb to a mode, and take there the normal distribution whose precision is the curvature of
 * minus the log posterior.
 *
 * <p>
 * Notation: P is the precision; G the Gauss-Newton matrix of the rows' likelihoods, {@code J^T H J}; R the Hessian of all else, such as of minus the log prior.
 */
@NullMarked
package ergodic.sampler.laplace;

import org.jspecify.annotations.NullMarked;
