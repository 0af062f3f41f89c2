/**
 * Hamiltonian Monte Carlo whose length of trajectories climbs the changes in the estimator of the expected square (ChEES: Hoffman, Radul and
 * Sountsov 2021).
 *
 * <p>Notation: T length of a trajectory in the time of the metric, h in (0, 1) the share of it that a transition takes, c a centre of the
 * posterior, {@code |y|^2 = y^T M y} the square in whitened coordinates. The criterion is
 * {@code E (|x' - c|^2 - |x - c|^2)^2 / 4} of states x and the ends x' of their trajectories, over what these cost.
 */
@NullMarked
package ergodic.sampler.chees;

import org.jspecify.annotations.NullMarked;
