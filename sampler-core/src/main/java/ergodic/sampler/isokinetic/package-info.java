/**
 * Isokinetic (microcanonical) dynamics: position x, and velocity u of unit length in whitened coordinates (Robnik, De Luca,
 * Silverstein and Seljak 2023).
 *
 * <p>Notation: {@code epsilon} step, {@code d} dimension, {@code A A^T = M^-1} for the metric M, {@code g} gradient of the log density.
 */
@NullMarked
package ergodic.sampler.isokinetic;

import org.jspecify.annotations.NullMarked;
