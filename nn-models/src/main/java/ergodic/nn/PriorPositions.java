package ergodic.nn;

import ergodic.nn.predict.Positions;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.run.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;

/** Independent draws of a network's prior, as positions to predict from: what is believed before any target is seen. Several threads may read. */
public final class PriorPositions implements Positions {

    private final double[][] positions;
    private final int dimension;

    /**
     * Draws from a prior.
     *
     * @param prior
     *            the prior, such as {@code network.posterior().prior()}
     * @param draws
     *            how many, at least 1
     * @param seed
     *            same seed, same draws
     */
    public PriorPositions(PriorDensity prior, int draws, long seed) {
        UniformRandomProvider rng = RandomStreams.ofChain(seed, 0);
        dimension = prior.dimension();
        positions = new double[draws][dimension];
        for (double[] theta : positions) {
            prior.drawInto(theta, rng);
        }
    }

    @Override
    public int chains() {
        return 1;
    }

    @Override
    public int draws() {
        return positions.length;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void readInto(int chain, int draw, double[] theta) {
        System.arraycopy(positions[draw], 0, theta, 0, dimension);
    }
}
