package ergodic.nn;

import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;

/**
 * Weights, biases or gains that were declared together.
 *
 * @param layer
 *            number of the layer of the network, from 1; that of the outputs is the last
 * @param role
 *            what they are
 * @param prior
 *            their prior
 * @param from
 *            first coordinate of what was declared, scales among it
 * @param to
 *            coordinate behind the last
 */
public record WeightBlock(int layer, VariableRole role, WeightPrior prior, int from, int to) {}
