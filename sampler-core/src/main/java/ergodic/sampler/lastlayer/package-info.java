/**
 * The last layer of a network with normal noise, exactly: given the other weights it is a linear regression on the features that they make, whose posterior given
 * the noise is normal, and whose marginal likelihood is known (Bishop 2006, section 3.5). The noise scale has a distribution of one dimension, which is
 * integrated numerically.
 *
 * <p>
 * Notation: w the last layer, of k coordinates; s the logarithm of the noise scale; A the precision of the prior of w; B the curvature of the likelihood in w at
 * the mode's noise {@code s*}, which at s is {@code e B} with {@code e = exp(-2 (s - s*))}.
 */
@NullMarked
package ergodic.sampler.lastlayer;

import org.jspecify.annotations.NullMarked;
