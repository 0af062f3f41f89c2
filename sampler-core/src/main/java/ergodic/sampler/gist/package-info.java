/**
 * Hamiltonian Monte Carlo whose step size and trajectory length are chosen anew at each transition from where the chain stands, exactly: what is
 * chosen is a variable that is drawn given the state, and the Metropolis test holds the probability of drawing it at the other end (Gibbs
 * self-tuning: Bou-Rabee, Carpenter and Marsden 2024, arXiv 2404.15253; step sizes: Biron-Lattes et al. 2024, arXiv 2310.16782, and Liu et
 * al. 2024, arXiv 2410.18929).
 *
 * <p>Notation: {@code epsilon_0} base step, {@code j} number of doublings, {@code q(j)} energy error of the trajectory that tries
 * {@code epsilon_0 2^j}, {@code a < b} two uniforms, {@code U} number of steps to the first U-turn, {@code W} how many lengths are to be
 * chosen from. A prime marks the same at the other end, with the momentum turned round.
 */
@NullMarked
package ergodic.sampler.gist;

import org.jspecify.annotations.NullMarked;
