/**
 * Metropolis-adjusted microcanonical sampling (MAMS: Robnik, Cohn-Gordon and Seljak 2025, arXiv 2503.01707).
 *
 * <p>Notation: {@code epsilon} step, {@code L} mean length of a trajectory, both in whitened coordinates, where the velocity is a unit
 * vector: a standard normal of d dimensions is crossed in a time of about {@code sqrt(d)}.
 */
@NullMarked
package ergodic.sampler.mams;

import org.jspecify.annotations.NullMarked;
