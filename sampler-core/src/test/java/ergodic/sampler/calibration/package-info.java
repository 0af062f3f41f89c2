/** Simulation-based calibration of a small Bayesian network by every method. */
@NullMarked
package ergodic.sampler.calibration;

import org.jspecify.annotations.NullMarked;
