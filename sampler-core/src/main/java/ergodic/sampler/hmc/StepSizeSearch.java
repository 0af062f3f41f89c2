package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.metric.Metric;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Finds a step size of the right order (Hoffman and Gelman 2014, algorithm 4, in Stan's form): from a first guess, doubled
 * or halved until the acceptance probability of one leapfrog step crosses 0.8, with a fresh momentum at each try.
 */
public final class StepSizeSearch {

    private static final double LOG_TARGET = Math.log(0.8);
    private static final double LARGEST = 1e7;
    private static final double SMALLEST = 1e-100;

    private final Leapfrog leapfrog;
    @Workspace("written before it is read in each search")
    private final PhasePoint z;

    /** A search on the density of one chain. */
    public StepSizeSearch(LogDensity density) {
        this.leapfrog = new Leapfrog(density);
        this.z = new PhasePoint(density.dimension());
    }

    /**
     * The step size found, starting from {@code guess}; the state is not changed. A guess that is itself outside of the
     * range searched is returned as it is.
     *
     * @throws StepSizeException
     *             if even a step of 1e7 is accepted (the posterior is improper), or none is
     */
    public double find(ChainState state, Metric metric, double guess, UniformRandomProvider rng) {
        if (!(guess >= SMALLEST && guess <= LARGEST)) {
            return guess;
        }
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double stepSize = guess;
        boolean grow = logAcceptance(state, metric, stepSize, gaussian) > LOG_TARGET;
        while (true) {
            double logAcceptance = logAcceptance(state, metric, stepSize, gaussian);
            boolean crossed = grow ? !(logAcceptance > LOG_TARGET) : !(logAcceptance < LOG_TARGET);
            if (crossed) {
                return stepSize;
            }
            stepSize = grow ? 2.0 * stepSize : 0.5 * stepSize;
            if (stepSize > LARGEST) {
                throw new StepSizeException(
                        "the posterior seems improper: the log density does not fall even after a step "
                                + "of size 1e7; give every parameter a proper prior");
            }
            if (stepSize < SMALLEST) {
                throw new StepSizeException(
                        "no acceptably small step size could be found: the log density seems not to be "
                                + "continuous, or its gradient to be wrong, near the chain's position");
            }
        }
    }

    private double logAcceptance(ChainState state, Metric metric, double stepSize, NormalizedGaussianSampler gaussian) {
        z.setPosition(state);
        metric.sampleMomentumInto(z.momentum(), gaussian);
        double before = z.energy(metric);
        leapfrog.step(z, stepSize, metric);
        return before - z.energy(metric);
    }
}
