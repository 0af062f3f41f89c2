package ergodic.sampler.tempering;

import ergodic.sampler.hmc.HamiltonianTuning;

/**
 * One power of the likelihood, and how it is explored.
 *
 * @param beta
 *            the power, from 0 (the prior, which is drawn from and not explored) to 1
 * @param explorer
 *            step and metric of its trajectories
 */
public record Rung(double beta, HamiltonianTuning explorer) {}
