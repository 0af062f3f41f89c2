/**
 * Hamiltonian Monte Carlo: leapfrog integrator, static trajectories, and the no-U-turn sampler.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr><td>theta</td><td>position in R^d</td></tr>
 * <tr><td>momentum, p</td><td>momentum, N(0, M)</td></tr>
 * <tr><td>velocity, v</td><td>{@code M^-1 p}; "p sharp" in the literature</td></tr>
 * <tr><td>energy, H</td><td>{@code -log density(theta) + p^T M^-1 p / 2}</td></tr>
 * <tr><td>energy error</td><td>H at a state minus H at the start of the trajectory</td></tr>
 * <tr><td>rho</td><td>sum of the momenta of a piece of trajectory</td></tr>
 * </table>
 */
@NullMarked
package ergodic.sampler.hmc;

import org.jspecify.annotations.NullMarked;
