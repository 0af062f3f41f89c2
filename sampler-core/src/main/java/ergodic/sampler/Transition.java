package ergodic.sampler;

/**
 * What happened in one transition; one field for each sampler statistic of the ArviZ schema.
 *
 * @param logDensity
 *            log density of the new state ({@code lp}); an estimate for stochastic-gradient kernels
 * @param acceptanceRate
 *            mean Metropolis acceptance probability over the trajectory, in [0, 1]; NaN where there is no such thing
 * @param stepSize
 *            step size used
 * @param treeDepth
 *            depth of the trajectory tree; 0 for kernels without a tree
 * @param gradientEvaluations
 *            number of gradients computed ({@code n_steps})
 * @param diverging
 *            whether the energy error passed the divergence threshold or a value was not finite
 * @param reachedMaxTreeDepth
 *            whether the trajectory was cut at the largest depth
 * @param accepted
 *            whether the state moved
 * @param energy
 *            Hamiltonian of the chosen state, with the momentum that it was reached with; NaN without one
 * @param energyError
 *            Hamiltonian of the chosen state minus that of the initial state
 * @param maxEnergyError
 *            energy error of largest magnitude in the trajectory
 * @param integrationTime
 *            step size times the number of leapfrog steps taken
 */
public record Transition(double logDensity, double acceptanceRate, double stepSize, int treeDepth,
        int gradientEvaluations, boolean diverging, boolean reachedMaxTreeDepth, boolean accepted, double energy,
        double energyError, double maxEnergyError, double integrationTime) {}
