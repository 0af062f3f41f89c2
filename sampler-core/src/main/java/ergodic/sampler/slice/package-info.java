/**
 * Elliptical slice sampling, for posteriors under a normal prior.
 *
 * <p>Notation: {@code m} and {@code s} means and standard deviations of the prior, {@code L} likelihood, {@code nu ~ N(0, s^2)} the other axis
 * of the ellipse.
 */
@NullMarked
package ergodic.sampler.slice;

import org.jspecify.annotations.NullMarked;
