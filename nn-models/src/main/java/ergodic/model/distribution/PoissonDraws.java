package ergodic.model.distribution;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Random counts of any mean. */
final class PoissonDraws {

    /** Beyond, a normal distribution takes Poisson's place: its distribution function is off by 2e-6. */
    private static final double LARGEST = 1e9;

    private PoissonDraws() {}

    /** A count of Poisson's distribution. */
    static double draw(UniformRandomProvider rng, double mean) {
        if (!(mean > 0) || mean == Double.POSITIVE_INFINITY) {
            return mean;
        }
        if (mean > LARGEST) {
            return Math.rint(mean + Math.sqrt(mean) * ZigguratSampler.NormalizedGaussian.of(rng).sample());
        }
        return PoissonSampler.of(rng, mean).sample();
    }

    /** A count of the negative binomial distribution: Poisson's, with a gamma distributed mean. */
    static double draw(UniformRandomProvider rng, double mean, double shape) {
        double scale = mean / shape;
        if (!(scale > 0) || scale == Double.POSITIVE_INFINITY) {
            return draw(rng, mean);
        }
        return draw(rng, AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, scale).sample());
    }
}
